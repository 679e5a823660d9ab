using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Facades;

/// <summary>
/// Wakes who waits for a name, and nobody else: a watch on one of 10,000 names costs nothing while another changes. Park first, look second, wait third; then no
/// change falls between the look and the wait.
/// </summary>
/// <remarks>
/// Who waits for one name shares one signal. Bounded by the places that watchers take (<see cref="NamingApiOptions.WatchersMax"/>). A server that begins or ends to drain changes
/// no line of its list, but the state that is shown of its services: that wakes everybody, and is rare.
/// </remarks>
internal sealed class NameWakeups : IDisposable
{
    private readonly Lock _gate = new();

    /// <summary>Invariant: a signal is here while it was not raised and somebody waits for it.</summary>
    private readonly Dictionary<string, NameSignal> _parked = new(StringComparer.Ordinal);

    /// <summary>What was last shown of each server: a change is a change from this.</summary>
    private readonly Dictionary<ServerId, OwnerStatus> _statuses = [];
    private readonly INamingEngine _engine;
    private readonly IDisposable _changes;
    private readonly IDisposable _observations;
    private long _generation;

    public NameWakeups(INamingEngine engine)
    {
        _engine = engine;
        _changes = engine.Subscribe(OnChanges);
        _observations = engine.Observe(OnObservation);
        lock (_gate)
        {
            // What was observed meanwhile is newer than what is read here.
            foreach (var owner in engine.Replica.Owners)
            {
                if (owner.Advertisement is { } list)
                {
                    _statuses.TryAdd(owner.Server, list.Status);
                }
            }
        }
    }

    /// <summary>A server began or ended to drain. Raised on the engine's thread.</summary>
    public event Action? StatusChanged;

    /// <summary>Rises with everything that may change what is shown.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Names that are waited for.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _parked.Count;
            }
        }
    }

    /// <summary>Waits for a name's next change, the empty name for any; dispose it to leave.</summary>
    public ParkedWatcher Park(string name)
    {
        lock (_gate)
        {
            var signal = _parked.TryGetValue(name, out var there) ? there : _parked[name] = new NameSignal();
            signal.Waiters++;
            return new ParkedWatcher(this, name, signal);
        }
    }

    public void Leave(string name, NameSignal signal)
    {
        lock (_gate)
        {
            if (--signal.Waiters == 0 && _parked.TryGetValue(name, out var there) && there == signal)
            {
                _parked.Remove(name);
            }
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        _observations.Dispose();
    }

    private void OnChanges(IReadOnlyList<NamingChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        Interlocked.Increment(ref _generation);
        lock (_gate)
        {
            if (_parked.Count > 0)
            {
                Raise("");
                foreach (var change in changes)
                {
                    Raise(change.Name);
                }
            }
        }
    }

    private void OnObservation(Observation observation)
    {
        if (observation.Kind is not (ObservationKind.Applied or ObservationKind.Committed) || observation.Owner.Value is null
            || _engine.Replica.Find(observation.Owner)?.Advertisement is not { } list)
        {
            return;
        }

        lock (_gate)
        {
            var before = _statuses.GetValueOrDefault(observation.Owner);
            _statuses[observation.Owner] = list.Status;
            if (before == list.Status)
            {
                return;
            }

            Interlocked.Increment(ref _generation);
            foreach (var name in _parked.Keys.ToList())
            {
                Raise(name);
            }
        }

        StatusChanged?.Invoke();
    }

    private void Raise(string name)
    {
        if (_parked.Remove(name, out var signal))
        {
            signal.Raise();
        }
    }
}
