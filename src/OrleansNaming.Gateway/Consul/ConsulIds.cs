using OrleansNaming.Gateway.Facades;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// Which guests have an id of Consul's, as a service or as one of its checks: most calls say nothing else. A fold of the engine's changes under one lock, begun at the first write.
/// </summary>
internal sealed class ConsulIds : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<EntryKey>> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<EntryKey>> _checks = new(StringComparer.Ordinal);

    /// <summary>Invariant: the names that have such guests, and what each is found by.</summary>
    private readonly Dictionary<string, List<(EntryKey Key, ConsulRegistration Known)>> _names = new(StringComparer.Ordinal);
    private readonly INamingEngine _engine;
    private readonly IDisposable _changes;

    public ConsulIds(INamingEngine engine)
    {
        _engine = engine;
        lock (_gate)
        {
            // Subscribed first: what is applied during the walk waits at the gate.
            _changes = engine.Subscribe(OnChanges);
            foreach (var named in DirectoryListing.Walk(engine.Replica))
            {
                Refresh(named.Name);
            }
        }
    }

    public IReadOnlyList<EntryKey> Services(string id) => Find(_services, id);

    public IReadOnlyList<EntryKey> Checks(string id) => Find(_checks, id);

    /// <summary>All services that are at a node.</summary>
    public IReadOnlyList<EntryKey> At(string agent)
    {
        lock (_gate)
        {
            return [.. _names.Values.SelectMany(found => found).Where(found => found.Known.Agent == agent).Select(found => found.Key).Order()];
        }
    }

    public void Dispose() => _changes.Dispose();

    private IReadOnlyList<EntryKey> Find(Dictionary<string, HashSet<EntryKey>> places, string id)
    {
        lock (_gate)
        {
            return places.TryGetValue(id, out var keys) ? [.. keys.Order()] : [];
        }
    }

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

    private void Refresh(string name)
    {
        foreach (var (key, known) in _names.GetValueOrDefault(name, []))
        {
            Drop(_services, known.Id, key);
            foreach (var check in known.Checks)
            {
                Drop(_checks, check.Id, key);
            }
        }

        List<(EntryKey Key, ConsulRegistration Known)> found = [];
        foreach (var instance in _engine.Replica.Peek(name))
        {
            if (instance.IsGuest && ServiceTranslation.RegistrationOf(instance) is { } known)
            {
                var key = new EntryKey(instance);
                found.Add((key, known));
                Put(_services, known.Id, key);
                foreach (var check in known.Checks)
                {
                    Put(_checks, check.Id, key);
                }
            }
        }

        if (found.Count > 0)
        {
            _names[name] = found;
        }
        else
        {
            _names.Remove(name);
        }
    }

    private static void Put(Dictionary<string, HashSet<EntryKey>> places, string id, EntryKey key) =>
        (places.TryGetValue(id, out var keys) ? keys : places[id] = []).Add(key);

    private static void Drop(Dictionary<string, HashSet<EntryKey>> places, string id, EntryKey key)
    {
        if (places.TryGetValue(id, out var keys) && keys.Remove(key) && keys.Count == 0)
        {
            places.Remove(id);
        }
    }
}
