using OrleansNaming.Replica;
using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>
/// Sees what happens in this server's directory, and keeps the last of what tracks ask for (row E40). Every server sees and keeps; only a track's owner brings what it kept, so that a new owner can bring what the
/// former one did not: the same event has the same id on both.
/// </summary>
/// <remarks>
/// Bounded: <see cref="KeptMax"/> events; of more, the oldest go, and are counted as dropped for the tracks that have not had them. What a server learns while it joins is what there was, and no event.
/// Two servers know an event as the same by the version that made it. One that fetched several versions at once knows the last of them only: then a change of owners may bring an event twice.
/// </remarks>
internal sealed class NamingEvents(DirectoryReplica replica, TimeProvider time)
{
    public const int KeptMax = 10_000;

    /// <summary>Silences and returns of one server at one version are the same within so long: servers judge them by themselves.</summary>
    private static readonly TimeSpan SameOccasion = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Queue<NamingEvent> _kept = new();

    // Bounded by the owners that the replica knows.
    private readonly Dictionary<ServerId, Stamp> _seen = [];
    private readonly Dictionary<ServerId, OwnerState> _lives = [];
    private NamingSubscriptions _subscriptions = NamingSubscriptions.None;
    private long _count;

    /// <summary>How many were kept ever: the place of the next one.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public void Watch(NamingSubscriptions subscriptions) => Volatile.Write(ref _subscriptions, subscriptions);

    /// <summary>Versions were applied, or an owner's life was judged. Called on the engine's thread.</summary>
    /// <returns>Whether something was kept.</returns>
    public bool Changed(IReadOnlyList<NamingChange> changes)
    {
        var kept = false;
        var subscriptions = Volatile.Read(ref _subscriptions);
        foreach (var change in changes)
        {
            if (!subscriptions.IsEmpty && replica.IsComplete && KindOf(change) is { } kind && subscriptions.Wants(kind, change.Name) && (kind != NamingEventKind.Moved || HasMoved(change)))
            {
                Keep(EventOf(kind, change));
                kept = true;
            }
        }

        foreach (var change in changes)
        {
            _seen[change.Owner] = change.Stamp;
        }

        return kept;
    }

    /// <summary>Something happened in the node. Called on the engine's thread.</summary>
    /// <returns>Whether something was kept.</returns>
    public bool Observed(in Observation what)
    {
        if (what.Kind != ObservationKind.OwnerStateChanged || !Enum.TryParse<OwnerState>(what.Text, out var state) || state is OwnerState.Suspect or OwnerState.Unheard)
        {
            return false; // who is suspected is served, and may be back at once
        }

        var before = _lives.GetValueOrDefault(what.Owner);
        _lives[what.Owner] = state;
        var kind = state switch { OwnerState.Hidden => NamingEventKind.Silent, OwnerState.Left => NamingEventKind.Left, _ => NamingEventKind.Joined };
        if (before == state || !replica.IsComplete || !Volatile.Read(ref _subscriptions).Wants(kind, ""))
        {
            return false;
        }

        var now = time.GetUtcNow();
        Keep(new NamingEvent(kind, "", what.Owner.Value, "", "", $"{what.Stamp.Epoch} {Occasion(now)}", now, 0, 0));
        return true;
    }

    /// <summary>What was kept from a place on, the oldest first.</summary>
    /// <param name="place">How many were there before; what is no more there is left out.</param>
    /// <param name="since">Nothing older.</param>
    public IReadOnlyList<NamingEvent> After(long place, DateTimeOffset since)
    {
        lock (_gate)
        {
            return [.. _kept.Skip((int)Math.Clamp(place - (_count - _kept.Count), 0, _kept.Count)).Where(one => one.Seen >= since)];
        }
    }

    /// <summary>How many of those behind a place are no more there.</summary>
    public long LostAfter(long place)
    {
        lock (_gate)
        {
            return Math.Max(0, _count - _kept.Count - place);
        }
    }

    private void Keep(NamingEvent what)
    {
        lock (_gate)
        {
            if (_kept.Count == KeptMax)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(what);
            _count++;
        }
    }

    private static NamingEventKind? KindOf(NamingChange change) => change.Kind switch
    {
        ChangeKind.Bound => NamingEventKind.Bound,
        ChangeKind.Rebound => NamingEventKind.Moved,
        ChangeKind.Unbound or ChangeKind.Hidden => NamingEventKind.Unbound,
        _ => null,
    };

    /// <summary>Whether what changed is where the instance is, and not its health or its metadata; yes where it is not remembered any more.</summary>
    private bool HasMoved(NamingChange change)
    {
        var before = replica.History.Of(change.Name).Select(static past => past.What).LastOrDefault(past => past.Instance?.InstanceId == change.Instance?.InstanceId && past != change);
        return before?.Instance is not { } was || before.Owner != change.Owner || !was.Endpoints.SequenceEqual(change.Instance!.Endpoints);
    }

    private NamingEvent EventOf(NamingEventKind kind, NamingChange change)
    {
        var now = time.GetUtcNow();
        var isJudgement = change.Kind == ChangeKind.Hidden || _seen.GetValueOrDefault(change.Owner) == change.Stamp; // shown or hidden, and by no new version
        return new NamingEvent(
            kind, change.Name, change.Owner.Value, change.Instance?.InstanceId ?? "", change.Instance?.Endpoints is [var first, ..] ? first.ToString() : "",
            isJudgement ? $"{change.Stamp} {Occasion(now)}" : change.Stamp.ToString(), now, replica.Peek(change.Name).Count, 0);
    }

    private static long Occasion(DateTimeOffset now) => now.UtcTicks / SameOccasion.Ticks;
}
