using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Liveness;

/// <summary>
/// Judges silence (rule 11, row E7's kin). An owner is suspected after 3T; then each round asks it directly and through up to three
/// helpers (SWIM, Das, Gupta and Motivala 2002); it is hidden when it was silent for 4T, three full rounds failed, and this node is
/// not itself cut off (Lifeguard's lesson, Dadgar, Phillips and Currey 2018: doubt yourself first). A node that hears nobody of at
/// least two keeps what it has and says so. How many may be hidden at once is <see cref="HidingBudget"/>'s.
/// <para>Rejected: an adaptive accrual detector (φ). Its threshold is a probability under a model of the network that nobody has; 4T
/// is what the source systems state, and what an operator can compute at 3 a.m.</para>
/// <para>Known weak spot: while more than a half of the nodes die at once, the rest hide one 15 % share per 4T.</para>
/// </summary>
internal sealed class FailureDetector(KnownOwners owners, TimeSpan interval)
{
    private readonly SortedDictionary<ServerId, Suspicion> _suspicions = [];
    private readonly HidingBudget _budget = new(Timing.Silence(interval));
    private readonly SilenceReports _reports = new(Timing.Silence(interval));
    private TimeSpan _scanAt;
    private TimeSpan _pollAt;
    private TimeSpan _heardAnyoneAt;
    private AskedNonce _pollNonce;

    public TimeSpan DueAt => _scanAt;

    public bool IsIsolated { get; private set; }

    /// <summary>Someone was heard: a datagram, an answer, or a refusal from a living host.</summary>
    public void HeardAnyone(IStep step)
    {
        _heardAnyoneAt = step.Now.Monotonic;
        if (IsIsolated)
        {
            IsIsolated = false;
            step.Observe(new Observation(ObservationKind.Reconnected, default));
        }
    }

    /// <summary>An owner's process was heard itself: it lives.</summary>
    public void Cleared(ServerId owner) => _suspicions.Remove(owner);

    /// <summary>A helper heard it.</summary>
    public void HeardByHelper(ServerId owner, ulong nonce)
    {
        if (_suspicions.TryGetValue(owner, out var suspicion) && suspicion.Nonce == nonce)
        {
            suspicion.HeardByHelper = true;
        }
    }

    /// <summary>A refused connection, or another boot at its address.</summary>
    public void ProvenDead(ServerId owner)
    {
        if (_suspicions.TryGetValue(owner, out var suspicion))
        {
            suspicion.IsProvenDead = true;
        }
    }

    /// <summary>Its death is known from elsewhere, before any suspicion.</summary>
    public void ConfirmedDead(KnownOwner owner) => _suspicions[owner.Server] = new Suspicion { IsProvenDead = true };

    /// <summary>Whether an owner's death was proven, not only inferred from silence.</summary>
    public bool IsProvenDead(ServerId owner) => _suspicions.TryGetValue(owner, out var suspicion) && suspicion.IsProvenDead;

    /// <summary>What a peer says of an owner's silence.</summary>
    public void Reported(KnownOwner owner, ServerId reporter, OwnerState state, TimeSpan silence, IStep step)
    {
        if (state == OwnerState.Hidden || silence >= Timing.Silence(owner.Interval))
        {
            _reports.Add(owner.Server, reporter, step.Now.Monotonic);
        }
        else
        {
            _reports.Withdraw(owner.Server, reporter);
        }
    }

    /// <summary>Whether a summary answers the question that a held-back hiding asked.</summary>
    public bool IsAnswer(ulong nonce, TimeSpan now) => _pollNonce.IsAnsweredBy(nonce, now);

    /// <summary>No scan now: a node that asks rule 1's question judges nobody.</summary>
    public void Skip(bool mute, TimeSpan now) => _scanAt = mute ? now + (Timing.Round(interval) / 4) : _scanAt;

    /// <summary>Scans all owners; those to hide are returned, in order.</summary>
    public List<KnownOwner> Scan(IStep step)
    {
        var now = step.Now.Monotonic;
        _scanAt = now + (Timing.Round(interval) / 4);
        _reports.Age(now);
        JudgeIsolation(step);
        var hide = new List<KnownOwner>();
        foreach (var owner in owners.All)
        {
            if (owner.IsLive && now - owner.HeardAt >= Timing.Suspicion(owner.Interval) && Judge(owner, step))
            {
                hide.Add(owner);
            }
        }

        return hide;
    }

    private void JudgeIsolation(IStep step)
    {
        var isolated = Living() >= 2 && step.Now.Monotonic - _heardAnyoneAt >= Timing.Silence(interval);
        if (isolated != IsIsolated)
        {
            // It ends also when fewer than two others are left (Orleans seed 213).
            step.Observe(new Observation(isolated ? ObservationKind.Isolated : ObservationKind.Reconnected, default));
        }

        IsIsolated = isolated;
    }

    private int Living()
    {
        var living = 0;
        foreach (var owner in owners.All)
        {
            living += owner.IsLive ? 1 : 0;
        }

        return living;
    }

    /// <summary>Runs one suspect's rounds; true when it is to be hidden now.</summary>
    private bool Judge(KnownOwner owner, IStep step)
    {
        if (!_suspicions.TryGetValue(owner.Server, out var suspicion))
        {
            suspicion = _suspicions[owner.Server] = new Suspicion();
            owner.State = OwnerState.Suspect;
            step.Observe(new Observation(ObservationKind.OwnerStateChanged, owner.Server, owner.View.Stamp, Text: nameof(OwnerState.Suspect)));
            StartRound(owner, suspicion, step);
            return false;
        }

        if (step.Now.Monotonic < suspicion.RoundEndsAt)
        {
            return false;
        }

        suspicion.FailedRounds = suspicion.HeardByHelper ? 0 : suspicion.FailedRounds + 1;
        StartRound(owner, suspicion, step);
        return suspicion.FailedRounds >= 3
            && step.Now.Monotonic - owner.HeardAt >= Timing.Silence(owner.Interval)
            && !IsIsolated
            && MayHide(owner, suspicion, step);
    }

    private bool MayHide(KnownOwner owner, Suspicion suspicion, IStep step)
    {
        var now = step.Now.Monotonic;
        var living = Living();
        if (!_budget.Allows(living, now))
        {
            var agreeing = 1 + _reports.Count(owner.Server, reporter => owners.Find(reporter) is { IsLive: true }, now);
            if (agreeing * 2 <= _budget.Electorate(living))
            {
                Defer(owner, suspicion, step);
                return false;
            }
        }

        _budget.Spend(now);
        return true;
    }

    /// <summary>Held back: says so once, and asks the others what they hear, once per T.</summary>
    private void Defer(KnownOwner owner, Suspicion suspicion, IStep step)
    {
        if (!suspicion.IsDeferred)
        {
            suspicion.IsDeferred = true;
            step.Observe(new Observation(ObservationKind.HidingDeferred, owner.Server, owner.View.Stamp));
        }

        if (_pollAt <= step.Now.Monotonic)
        {
            _pollAt = step.Now.Monotonic + interval;
            _pollNonce = new AskedNonce(step.Jitter.Next(), step.Now.Monotonic);
            foreach (var other in owners.All)
            {
                if (other.State == OwnerState.Alive && other.Address is { } address)
                {
                    step.Unicast(address, new Hello(_pollNonce.Value));
                }
            }
        }
    }

    private void StartRound(KnownOwner owner, Suspicion suspicion, IStep step)
    {
        suspicion.Nonce = step.Jitter.Next();
        suspicion.HeardByHelper = false;
        suspicion.RoundEndsAt = step.Now.Monotonic + Timing.Round(interval);
        var boot = owner.Pin?.Boot ?? owner.Known.Epoch.Boot;
        if (owner.Address is { } address)
        {
            step.Unicast(address, new Probe(owner.Server, boot, suspicion.Nonce));

            // The connection's refusal is the only answer that a dead process's host gives; datagrams are refused silently.
            step.Call(address, new Probe(owner.Server, boot, suspicion.Nonce), Timing.Round(interval));
        }

        foreach (var helper in Helpers(owner, step))
        {
            step.Unicast(helper, new IndirectProbe(owner.Server, boot, suspicion.Nonce));
        }
    }

    private IEnumerable<PeerAddress> Helpers(KnownOwner suspect, IStep step)
    {
        var candidates = owners.All.Where(o => o != suspect && o.State == OwnerState.Alive && o.Pin is not null).ToList();
        for (var i = 0; i < 3 && candidates.Count > 0; i++)
        {
            var pick = step.Jitter.Below(candidates.Count);
            yield return candidates[pick].Pin!.Address;
            candidates.RemoveAt(pick);
        }
    }

    /// <summary>Time stood still for this process: its own pause counts for no silence (rule 2).</summary>
    public void Paused(TimeSpan length)
    {
        _heardAnyoneAt += length;
        foreach (var owner in owners.All)
        {
            owner.HeardAt += length;
        }

        _suspicions.Clear();
    }
}
