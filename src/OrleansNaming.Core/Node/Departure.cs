using OrleansNaming.Guests;
using OrleansNaming.Ordering;
using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// Graceful stop, in this order (rule 10): a version flagged draining; the barrier, until every live node confirmed it, at most 5 s;
/// the hand-over of each guest to the live node that rendezvous hashing names; a version flagged Left, said three times; the end.
/// </summary>
internal sealed class Departure(OwnList own, KnownOwners owners, GuestDesk guests, Acknowledgements acknowledgements, Func<ServerId, bool> mayHear, NodeStep step)
{
    private static readonly TimeSpan BetweenGoodbyes = TimeSpan.FromMilliseconds(50);
    private const int Repetitions = 2; // with the announcement itself: three

    /// <summary>Hand-overs under way at once: an engine has room for some hundred calls, and an heir writes what comes meanwhile as one version.</summary>
    private const int HandOversMax = 128;

    /// <summary>Invariant: at most <see cref="HandOversMax"/>.</summary>
    private readonly Dictionary<long, EntryKey> _handOvers = [];

    /// <summary>Guests that no heir was asked to take yet; bounded by the own list. Invariant: empty while no hand-over is under way.</summary>
    private readonly Queue<EntryKey> _left = [];

    /// <summary>
    /// Guests that an heir has taken; bounded by the own list. They leave the last list only when the heirs' lists are here that hold them: an heir's word overtakes its
    /// notice, and between the two the name would be empty (silos, seed 49).
    /// </summary>
    private readonly HashSet<EntryKey> _taken = [];
    private Stage _stage;
    private TimeSpan _deadline;
    private TimeSpan _checkAt = TimeSpan.MaxValue;
    private int _goodbyes;
    private Stamp _drained;

    private enum Stage
    {
        None,
        Draining,
        Barrier,
        HandOver,
        Leaving,
        Goodbye,
        Over,
    }

    public bool IsUnderWay => _stage != Stage.None;

    public TimeSpan DueAt => _checkAt;

    /// <summary>Whether notices should ask for acknowledgement: the barrier waits for everyone.</summary>
    public bool WantsAcknowledgement => _stage is Stage.Draining or Stage.Barrier;

    public void Begin(List<Change> wanted)
    {
        if (IsUnderWay)
        {
            return;
        }

        if (own.Current.Status == OwnerStatus.Draining)
        {
            // It drains already, by somebody's word: no further version comes of that.
            _drained = own.Current.Stamp;
            Enter(Stage.Barrier, Timing.Barrier);
            return;
        }

        wanted.Add(new SetStatus(OwnerStatus.Draining));
        Enter(Stage.Draining, Timing.Barrier);
    }

    /// <summary>A version is durable and visible.</summary>
    public void Committed(Advertisement current)
    {
        if (_stage == Stage.Draining && current.Status == OwnerStatus.Draining)
        {
            _drained = current.Stamp;
            Enter(Stage.Barrier, Timing.Barrier);
        }
        else if (_stage == Stage.Leaving && current.Status == OwnerStatus.Left)
        {
            Enter(Stage.Goodbye, Timing.Barrier);
        }
    }

    /// <summary>A hand-over was answered, or failed.</summary>
    public bool HandedOver(long callId, bool isTaken)
    {
        var mine = _handOvers.Remove(callId, out var guest);
        if (mine && isTaken)
        {
            _taken.Add(guest);
        }

        if (mine && _stage == Stage.HandOver)
        {
            HandOverMore();
        }

        return mine;
    }

    /// <summary>Moves on; true when a notice should be repeated now. Ends with <see cref="Ended"/>.</summary>
    public bool Tick(List<Change> wanted)
    {
        _checkAt = step.Now.Monotonic + BetweenGoodbyes;
        var late = step.Now.Monotonic >= _deadline;
        switch (_stage)
        {
            case Stage.Draining when late:
            case Stage.Barrier when late || EveryoneConfirmed():
                HandOver();
                return false;
            case Stage.HandOver when late || (_handOvers.Count == 0 && _taken.All(guests.IsGivenAway)):
                wanted.Add(new Leave(new HashSet<EntryKey>(_taken)));
                Enter(Stage.Leaving, Timing.Barrier);
                return false;
            case Stage.Leaving when late:
            case Stage.Goodbye when _goodbyes >= Repetitions:
                End();
                return false;
            case Stage.Goodbye:
                _goodbyes++;
                return true;
            default:
                return _stage == Stage.Barrier;
        }
    }

    private bool EveryoneConfirmed() =>
        owners.All.All(owner => !owner.IsLive || !mayHear(owner.Server) || acknowledgements.HasReached(owner.Server, owner.Pin?.Boot, _drained));

    private void HandOver()
    {
        Enter(Stage.HandOver, Timing.Barrier);
        foreach (var key in guests.Held)
        {
            _left.Enqueue(key);
        }

        HandOverMore();
    }

    /// <summary>The next ones, each to who lives now: an heir may be gone since the first.</summary>
    private void HandOverMore()
    {
        var heirs = _left.Count == 0 ? [] : owners.All.Where(owner => GuestDesk.IsHeir(owner) && owner.Address is not null && mayHear(owner.Server))
            .ToDictionary(owner => owner.Server, owner => owner.Address!.Value);
        while (_handOvers.Count < HandOversMax && _left.TryDequeue(out var key))
        {
            if (own.Current.Entries.Find(key.Name, key.InstanceId) is Instance { Guest: { } guest } record
                && Rendezvous.Choose(key, heirs.Keys) is { } heir)
            {
                var request = new GuestRequest(GuestAction.TakeOver, key.Name, key.InstanceId, guest.Revision, record);
                _handOvers.Add(step.Call(heirs[heir], request, Timing.Barrier), key);
            }
        }

        _checkAt = _handOvers.Count == 0 ? step.Now.Monotonic : _checkAt;
    }

    private void End()
    {
        _stage = Stage.Over;
        _checkAt = TimeSpan.MaxValue;
        step.End(failure: null);
    }

    private void Enter(Stage stage, TimeSpan limit)
    {
        _stage = stage;
        _deadline = step.Now.Monotonic + limit;
        _checkAt = step.Now.Monotonic + BetweenGoodbyes;
    }
}
