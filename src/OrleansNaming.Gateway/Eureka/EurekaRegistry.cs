using OrleansNaming.Gateway.Facades;
using OrleansNaming.Node;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>
/// The directory as Eureka's clients follow it: all of it, or what changed lately. A fold of the engine's changes under one lock, begun at the first question. Everyone is shown what outsiders are.
/// </summary>
internal sealed class EurekaRegistry : IDisposable
{
    /// <summary>How long a change is told in deltas: as Eureka, and six times what clients wait from one to the next.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(3);

    /// <summary>Changes that deltas tell, at most; the oldest goes first, and a client that missed it finds another hash and fetches all.</summary>
    private const int RecentMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EurekaInstance[]> _names = new(StringComparer.Ordinal);

    /// <summary>Invariant: each instance at most once, in order of its last change.</summary>
    private readonly LinkedList<(long At, EurekaInstance Instance)> _recent = [];
    private readonly Dictionary<(string App, string Id), LinkedListNode<(long At, EurekaInstance Instance)>> _places = [];
    private readonly INamingEngine _engine;
    private readonly TimeProvider _time;
    private readonly IDisposable _changes;
    private long _version = 1;
    private EurekaSnapshot? _snapshot;

    public EurekaRegistry(INamingEngine engine, TimeProvider time, FacadeDirectory shared)
    {
        (_engine, _time) = (engine, time);
        shared.Wakeups.StatusChanged += OnStatusChanged;
        lock (_gate)
        {
            // Subscribed first: what is applied during the walk waits at the gate, and is then compared with what the walk found.
            _changes = engine.Subscribe(OnChanges);
            foreach (var named in DirectoryListing.Walk(engine.Replica))
            {
                _names[named.Name] = Translate(named.Instances);
            }
        }
    }

    /// <summary>All of it and what changed lately, of one moment.</summary>
    public EurekaSnapshot Current
    {
        get
        {
            lock (_gate)
            {
                if (Forget() || _snapshot is null)
                {
                    _snapshot = new EurekaSnapshot(
                        _version,
                        [.. _names.Values.SelectMany(instances => instances).OrderBy(one => one.App, StringComparer.Ordinal).ThenBy(one => one.Registration.Id, StringComparer.Ordinal)],
                        [.. _recent.Select(recent => recent.Instance)]);
                }

                return _snapshot;
            }
        }
    }

    public void Dispose() => _changes.Dispose();

    private void OnChanges(IReadOnlyList<NamingChange> changes)
    {
        lock (_gate)
        {
            string? last = null;
            foreach (var change in changes)
            {
                if (change.Name.Length > 0 && change.Name != last)
                {
                    Refresh(last = change.Name);
                }
            }
        }
    }

    /// <summary>A server began or ended to drain: none of its lines changed, and all of its instances are shown otherwise.</summary>
    private void OnStatusChanged()
    {
        lock (_gate)
        {
            foreach (var name in _names.Keys.ToList())
            {
                Refresh(name);
            }
        }
    }

    private void Refresh(string name)
    {
        var before = _names.GetValueOrDefault(name, []);
        var after = Translate(_engine.Replica.Peek(name));
        foreach (var gone in before.ExceptBy(after.Select(one => one.Key), one => one.Key))
        {
            Tell(gone, "DELETED");
        }

        foreach (var now in after)
        {
            var known = Array.Find(before, one => one.Key == now.Key);
            if (known is null || !known.Shows(now))
            {
                Tell(now, known is null ? "ADDED" : "MODIFIED");
            }
        }

        if (after.Length > 0)
        {
            _names[name] = after;
        }
        else
        {
            _names.Remove(name);
        }
    }

    private void Tell(EurekaInstance instance, string action)
    {
        if (_places.TryGetValue(instance.Key, out var place))
        {
            _recent.Remove(place);
        }

        _places[instance.Key] = _recent.AddLast((_time.GetTimestamp(), instance with { Action = action }));
        if (_recent.Count > RecentMax)
        {
            ForgetFirst();
        }

        _version++;
        _snapshot = null;
    }

    /// <summary>Whether something became too old to tell.</summary>
    private bool Forget()
    {
        var before = _recent.Count;
        while (_recent.First is { } first && _time.GetElapsedTime(first.Value.At) > Memory)
        {
            ForgetFirst();
        }

        return _recent.Count < before;
    }

    private void ForgetFirst()
    {
        _places.Remove(_recent.First!.Value.Instance.Key);
        _recent.RemoveFirst();
    }

    private static EurekaInstance[] Translate(InstanceSet set)
    {
        var seen = ResolutionPipeline.Scope(set, Asker.Outsider);
        var instances = new List<EurekaInstance>(seen.Count);
        foreach (var binding in seen.Bindings)
        {
            instances.Add(EurekaInstance.Of(binding));
        }

        // Two servers may hold a service of one instance id: the first is shown.
        return [.. instances.DistinctBy(instance => instance.Key)];
    }
}
