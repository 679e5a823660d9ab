using OrleansNaming.Advertising;
using OrleansNaming.Identity;
using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// Which life of this server is this, and is it the only one? (rules 1 and 2). At the start: ask what others hold of the name, probe
/// the process that they name, fetch the last list if theirs is newer than the stored one, open the next incarnation. Later, whenever
/// someone holds more of this name than this process has made, or after a pause: the same question again.
/// </summary>
internal sealed class OwnLife(NodeOptions options, OwnList own, KnownOwners owners, NodeStep step)
{
    private static readonly TimeSpan FormerListTimeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// So often is the last list asked for before it is given up: who opens without it takes the tombstones with which peers hold it from
    /// them, and guests come back that were deregistered (seed 1016).
    /// </summary>
    private const int FormerListCalls = 8;

    private readonly HoldingsQuestion _question = new(options.Interval, options.MembershipLag);
    private readonly RivalProbe _rival = new();
    private Advertisement _former = AdvertisementFold.Nothing(options.Server);
    private Stamp _highest;
    private Digest _highestDigest;
    private long _formerCall;
    private ServerId _formerAsked;
    private int _formerCalls;
    private AskedNonce _recheck;

    public NodePhase Phase { get; set; } = NodePhase.Asking;

    /// <summary>Whether nothing may be announced, committed or expired just now.</summary>
    public bool IsMute => Phase is NodePhase.Asking or NodePhase.Superseded or NodePhase.Ended || _question.IsOpen || !own.IsOpen;

    /// <summary>Whether somebody answered the last question.</summary>
    public bool WasAnswered => _question.WasAnswered;

    public bool IsAsking => _question.IsOpen;

    public TimeSpan DueAt => Timing.Min(_question.DueAt, _rival.DueAt);

    /// <summary>The first step.</summary>
    /// <param name="stored">What the store held of this server; null when it held nothing, or is damaged.</param>
    /// <param name="highest">The last stamp that could be read of it: the next incarnation is above, also when the rest is damaged (rule 1).</param>
    public void Start(Advertisement? stored, Stamp highest)
    {
        _former = stored ?? _former;
        _highest = highest;
        _question.Open(step);
    }

    /// <summary>This process stood still: nothing is committed or announced before the question is answered (rule 2).</summary>
    public void Paused()
    {
        if (Phase is NodePhase.Joining or NodePhase.Ready)
        {
            own.IsHeld = true;
            _question.Open(step);
        }
    }

    /// <summary>Whether a summary with that nonce was asked for.</summary>
    public bool IsAnswer(ulong nonce) => _question.IsAnswer(nonce, step.Now.Monotonic) || _recheck.IsAnsweredBy(nonce, step.Now.Monotonic);

    /// <summary>Asks one node again what it holds of this name.</summary>
    public void AskWhatIsHeldAt(PeerAddress peer)
    {
        _recheck = new AskedNonce(step.Jitter.Next(), step.Now.Monotonic);
        step.Unicast(peer, new Hello(_recheck.Value));
    }

    /// <summary>A peer says what it holds.</summary>
    public void Summarised(ServerId from, Summary summary)
    {
        _question.Answer(from, summary);
        if (summary.OfYou is { } ofMe)
        {
            MetOwn(ofMe.Stamp, ofMe.Digest, ofMe.Address);
        }
    }

    /// <summary>Somebody holds a state of this name.</summary>
    public void MetOwn(Stamp stamp, Digest digest, PeerAddress? address)
    {
        var present = own.Current;
        if (!own.IsOpen || _question.IsOpen || Phase is NodePhase.Superseded or NodePhase.Ended or NodePhase.Leaving
            || stamp < present.Stamp || stamp < own.Opening || (stamp == present.Stamp && digest == present.Digest) || stamp.Incarnation > Limits.IncarnationMax)
        {
            return;
        }

        (_highest, _highestDigest) = (stamp, digest);
        if (stamp.Epoch.Boot != options.Boot && address is { } rival)
        {
            ProbeRival(stamp.Epoch, rival, isVouchedFor: true);
        }
        else
        {
            Settle();
        }
    }

    /// <summary>Another process speaks with this name.</summary>
    public void MetRival(Epoch epoch, PeerAddress address)
    {
        if (own.IsOpen && epoch > own.Current.Stamp.Epoch && Phase is NodePhase.Joining or NodePhase.Ready)
        {
            (_highest, _highestDigest) = (new Stamp(epoch, 1), default);
            ProbeRival(epoch, address, isVouchedFor: false);
        }
    }

    /// <summary>Runs what is due.</summary>
    public void Tick(IReadOnlyList<PeerAddress> seeds)
    {
        if (_question.IsOpen && _question.Tick(seeds, step))
        {
            QuestionOver();
        }

        Judge(_rival.Tick(step));
    }

    public void Probed(ulong nonce, BootId boot, bool isMe) => Judge(_rival.Answered(nonce, boot, isMe));

    /// <summary>A call failed; true when it was this part's.</summary>
    public bool CallFailed(long callId, bool refused)
    {
        Judge(_rival.CallFailed(callId, refused));
        if (callId != _formerCall || callId == 0)
        {
            return false;
        }

        _formerCall = 0;
        FetchFormerOrOpen();
        return true;
    }

    /// <summary>A peer's copy of the former list came; true when it was this part's call.</summary>
    public bool FormerListCame(long callId, ChangesReply reply)
    {
        if (callId != _formerCall || callId == 0)
        {
            return false;
        }

        _formerCall = 0;
        if (reply.Delta is { Base.IsNone: true } full && full.Stamp > _former.Stamp
            && AdvertisementFold.Apply(options.Server, null, full, reply.Inherits) is { } former)
        {
            _former = former;
        }

        _question.HasNot(_formerAsked); // It has told all that it has: if that is not the highest, another one may have more.
        FetchFormerOrOpen();
        return true;
    }

    /// <summary>A later life has the store, so it lives or lived after this one: this one is over.</summary>
    public void StoreTaken(Epoch by)
    {
        if (Phase is not (NodePhase.Superseded or NodePhase.Ended))
        {
            _highest = new Stamp(by, 1);
            Yield($"the storage of server '{options.Server}' was taken by a later process of this name (incarnation {by.Incarnation})");
        }
    }

    /// <summary>The incarnation is durable.</summary>
    public void Opened()
    {
        Phase = Phase == NodePhase.Asking ? NodePhase.Joining : Phase;
        own.IsHeld = false;
        step.Observe(new Observation(ObservationKind.IncarnationOpened, options.Server, own.Current.Stamp));
    }

    private void QuestionOver()
    {
        if (_question.Highest is { } highest && highest.Stamp > Present && highest.Stamp.Incarnation <= Limits.IncarnationMax)
        {
            // What peers hold may be less than what a damaged store last said: the next incarnation is above both (seed 1427).
            (_highest, _highestDigest) = highest.Stamp > _highest ? (highest.Stamp, highest.Digest) : (_highest, _highestDigest);
            if (highest.Stamp.Epoch.Boot != options.Boot && highest.State != OwnerState.Left && highest.Address is { } address)
            {
                ProbeRival(highest.Stamp.Epoch, address, isVouchedFor: true);
                return;
            }
        }

        Settle();
    }

    /// <summary>The highest own state that this process knows to be its own: nothing counts before an incarnation is open.</summary>
    private Stamp Present => own.IsOpen ? own.Current.Stamp : default;

    private void ProbeRival(Epoch rival, PeerAddress address, bool isVouchedFor)
    {
        if (!_rival.IsOpen)
        {
            _rival.Open(options.Server, rival, address, isVouchedFor, step);
        }
    }

    private void Judge(RivalVerdict verdict)
    {
        if (verdict == RivalVerdict.Dead)
        {
            Settle();
        }
        else if (verdict == RivalVerdict.Alive)
        {
            Yield();
        }
    }

    /// <summary>Another live process has the name: a newcomer's start fails, one that had announced is superseded (rule 2).</summary>
    private void Yield() => Yield($"another live server named '{options.Server}' answers at {_rival.Address}");

    private void Yield(string where)
    {
        step.Observe(new Observation(ObservationKind.SupersededBy, options.Server, _highest, Text: where));
        if (own.IsOpen)
        {
            Phase = NodePhase.Superseded;
            own.Yield(Refusal.Superseded, $"{where}; stop one of the two, then restart this one", step);
        }
        else
        {
            Phase = NodePhase.Ended;
            step.End($"{where}; stop it, or start this one with another name");
        }
    }

    /// <summary>Nobody else lives by this name.</summary>
    private void Settle()
    {
        if (!own.IsOpen)
        {
            FetchFormerOrOpen();
        }
        else if (_highest > own.Current.Stamp || (_highest == own.Current.Stamp && _highestDigest != own.Current.Digest))
        {
            own.Open(NextEpoch(), own.Current.Entries.All, AdvertisementFold.Chain(own.Current.Stamp, own.Current.Inherits), own.Current.Status, owners.Floors, step);
        }
        else
        {
            own.IsHeld = false;
        }
    }

    /// <summary>The peers that hold the highest state may hold guests and tombstones that the store does not.</summary>
    private void FetchFormerOrOpen()
    {
        if (_highest > _former.Stamp && _formerCalls < FormerListCalls && _question.Holder(_formerCalls) is { } holder && owners.Find(holder)?.Address is { } address)
        {
            _formerCalls++;
            _formerAsked = holder;
            _formerCall = step.Call(address, new ChangesRequest(options.Server, default, default, PullMode.Snapshot), FormerListTimeout);
        }
        else
        {
            OpenNext();
        }
    }

    private void OpenNext()
    {
        var isLast = _former.Stamp >= _highest;
        var inherits = isLast ? AdvertisementFold.Chain(_former.Stamp, _former.Inherits) : [];
        own.Open(NextEpoch(), IncarnationRule.Inherited(_former.Entries.All, isLast), inherits, OwnerStatus.Serving, owners.Floors, step);
    }

    private Epoch NextEpoch() => new(
        IncarnationRule.Next(Math.Max(_former.Stamp.Incarnation, own.Current.Stamp.Incarnation), _highest.Incarnation, step.Now.UnixMilliseconds),
        options.Boot);
}
