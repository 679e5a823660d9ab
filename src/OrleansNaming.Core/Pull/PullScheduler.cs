using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Pull;

/// <summary>
/// Decides when to ask whom for what was missed (row B4, rule 7): one fetch an owner, at most 16 in flight, a small random delay so
/// that a thousand nodes do not ask in the same millisecond, back-off after failures, the owner first and after two failures a peer.
/// Bounded by the owner table: at most one <see cref="Fetch"/> per known owner.
/// </summary>
internal sealed class PullScheduler(KnownOwners owners, TimeSpan interval)
{
    private readonly SortedDictionary<ServerId, Fetch> _fetches = [];
    private readonly Dictionary<long, Fetch> _inFlight = [];

    /// <summary>When the next fetch may start.</summary>
    public TimeSpan DueAt
    {
        get
        {
            var due = TimeSpan.MaxValue;
            if (_inFlight.Count < Limits.FetchesInFlight)
            {
                foreach (var fetch in _fetches.Values)
                {
                    due = fetch.CallId == 0 && fetch.NotBefore < due ? fetch.NotBefore : due;
                }
            }

            return due;
        }
    }

    /// <summary>An owner is behind, or its content is doubtful (<paramref name="whole"/>).</summary>
    public void Want(ServerId owner, bool whole, IStep step)
    {
        if (!_fetches.TryGetValue(owner, out var fetch))
        {
            // N ms spread over N nodes: the owner answers about one fetch a millisecond (rule 7).
            var spread = Timing.Min(interval, TimeSpan.FromMilliseconds(owners.All.Count));
            fetch = _fetches[owner] = new Fetch(owner) { NotBefore = step.Now.Monotonic + step.Jitter.Upto(spread) };
        }

        fetch.Whole |= whole;
    }

    /// <summary>A list came by other means; a fetch that is not under way is dropped, unless more is known of than came.</summary>
    public void Satisfied(ServerId owner)
    {
        if (_fetches.TryGetValue(owner, out var fetch) && fetch.CallId == 0 && owners.Find(owner) is not { IsBehind: true })
        {
            _fetches.Remove(owner);
        }
    }

    /// <summary>Nothing is known of that owner any more; an answer that still comes is nobody's.</summary>
    public void Forget(ServerId owner)
    {
        if (_fetches.Remove(owner, out var fetch))
        {
            _inFlight.Remove(fetch.CallId);
        }
    }

    /// <summary>Starts what is due.</summary>
    public void Tick(IStep step)
    {
        if (DueAt > step.Now.Monotonic)
        {
            return;
        }

        foreach (var fetch in _fetches.Values.Where(f => f.CallId == 0 && f.NotBefore <= step.Now.Monotonic).ToList())
        {
            if (_inFlight.Count >= Limits.FetchesInFlight)
            {
                break;
            }

            Start(fetch, step);
        }
    }

    /// <summary>Ends a call; null when it is not one of ours, or was given up.</summary>
    public Fetch? End(long callId)
    {
        if (!_inFlight.Remove(callId, out var fetch))
        {
            return null;
        }

        fetch.CallId = 0;
        return fetch;
    }

    /// <summary>An answer that was applied: done, unless more was heard of meanwhile.</summary>
    public void Succeeded(Fetch fetch, IStep step)
    {
        _fetches.Remove(fetch.Owner);
        if (owners.Find(fetch.Owner) is { IsBehind: true })
        {
            Want(fetch.Owner, whole: false, step);
        }
    }

    /// <summary>No answer, or none that could be used: again after a back-off of 0.25 to 15 s with jitter.</summary>
    public void Failed(Fetch fetch, IStep step)
    {
        fetch.Failures = Math.Min(fetch.Failures + 1, 1_000);
        var backoff = Timing.Min(Timing.FetchBackoffMax, Timing.FetchBackoffMin * (1 << Math.Min(fetch.Failures - 1, 6)));
        fetch.NotBefore = step.Now.Monotonic + step.Jitter.Around(fetch.IsQuarantined ? Timing.QuarantineRetry : backoff, 0.2);
        step.Observe(new Observation(ObservationKind.FetchFailed, fetch.Owner, default, fetch.Since));
    }

    /// <summary>A reply whose digest did not come out: the whole list next; three in a row quarantine the owner (rule 8).</summary>
    public void Mismatched(Fetch fetch, IStep step)
    {
        fetch.Mismatches++;
        fetch.Whole = true;
        if (fetch.Mismatches == 3)
        {
            step.Observe(new Observation(ObservationKind.Quarantined, fetch.Owner));
        }

        Failed(fetch, step);
    }

    private void Start(Fetch fetch, IStep step)
    {
        if (owners.Find(fetch.Owner) is { IsBehind: false } && !fetch.Whole)
        {
            _fetches.Remove(fetch.Owner); // What was missed came another way while this one failed.
            return;
        }

        if (owners.Find(fetch.Owner) is not { } owner || Target(fetch, owner) is not { } target)
        {
            Failed(fetch, step);
            return;
        }

        var held = fetch.Whole || owner.View.Stamp.Epoch != owner.Known.Epoch ? null : owner.View.Advertisement;
        fetch.Since = held?.Stamp ?? default;
        fetch.Asked = target.Server;
        var request = new ChangesRequest(owner.Server, fetch.Since, held?.Digest ?? default, held is null ? PullMode.Snapshot : PullMode.Auto);
        step.Observe(new Observation(ObservationKind.FetchStarted, owner.Server, owner.Known, fetch.Since, target.Server.Value)); // before the call: its answer may be under way at once
        fetch.CallId = step.Call(target.Address, request, Timing.FetchTimeout);
        _inFlight[fetch.CallId] = fetch;
    }

    /// <summary>The owner; after two failures, or when it is hidden, a live peer that claims the state that is missed.</summary>
    private (ServerId Server, PeerAddress Address)? Target(Fetch fetch, KnownOwner owner)
    {
        var askPeer = owner.State is OwnerState.Hidden or OwnerState.Left || owner.Address is null || (fetch.Failures >= 2 && fetch.Failures % 2 == 0);
        if (askPeer && owners.Find(owner.Claimant) is { IsLive: true, Address: { } peer })
        {
            return (owner.Claimant, peer);
        }

        // A dead owner is not asked: it is fetched when it is heard again, or a peer claims to have it.
        return owner.State is not (OwnerState.Hidden or OwnerState.Left) && owner.Address is { } address ? (owner.Server, address) : null;
    }
}
