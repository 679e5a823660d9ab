using OrleansNaming.InProcess;

namespace OrleansNaming.PointToPoint.Neighbours;

/// <summary>
/// The substitution table: server ↔ (cluster, dedicated), computed from the directory and therefore never out of step with it. A list is
/// read again only when it is another one.
/// <para>
/// Looked up on each call, so it looks at the directory at most every 20 ms, and only after something was applied; staleness alone raises no
/// signal everywhere, so a look is also taken each second.
/// </para>
/// </summary>
public sealed class NeighbourTable : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Anyhow = TimeSpan.FromSeconds(1);

    private readonly IDirectorySource _source;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private Dictionary<ServerId, Told> _told = [];
    private volatile NeighbourSnapshot _current = new(1, []);
    private volatile bool _dirty = true;
    private long _looked;

    internal NeighbourTable(IDirectorySource source, TimeProvider time)
    {
        (_source, _time) = (source, time);
        _looked = time.GetTimestamp() - time.TimestampFrequency;
        _subscription = source.OnApplied(() => _dirty = true);
    }

    /// <summary>The table as the directory has it now, up to 20 ms late.</summary>
    public NeighbourSnapshot Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _looked)) >= (_dirty ? Pace : Anyhow))
            {
                Look();
            }

            return _current;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            // Before the reading: what is applied meanwhile makes it dirty again.
            _dirty = false;
            Volatile.Write(ref _looked, _time.GetTimestamp());
            var told = new Dictionary<ServerId, Told>(_told.Count);
            var lines = new List<Neighbour>();
            foreach (var owner in _source.Replica.Owners)
            {
                var now = Read(owner, _told.GetValueOrDefault(owner.Server));
                told.Add(owner.Server, now);
                lines.AddRange(now.Lines);
            }

            _told = told;
            if (!lines.SequenceEqual(_current.All))
            {
                _current = new NeighbourSnapshot(_current.Version + 1, lines);
            }
        }
    }

    private static Told Read(OwnerView owner, Told? last)
    {
        var (list, state) = (owner.Advertisement, StateOf(owner));
        if (last is not null && ReferenceEquals(last.List, list))
        {
            return last.State == state ? last : new Told(list, state, [.. last.Lines.Select(line => line with { State = state })]);
        }

        var lines = list is null ? [] : list.Entries.All.OfType<Instance>().Where(instance => instance.HasScope).SelectMany(instance => Lines(owner.Server, instance, state));
        return new Told(list, state, [.. lines]);
    }

    private static NeighbourState StateOf(OwnerView owner) =>
        !owner.IsShown ? NeighbourState.Gone : owner.IsStale ? NeighbourState.Stale : NeighbourState.Reachable;

    private static IEnumerable<Neighbour> Lines(ServerId server, Instance instance, NeighbourState state) => instance.Endpoints
        .Where(endpoint => endpoint.Scope == EndpointScope.Dedicated)
        .Select(endpoint => new Neighbour(server, instance.Name, instance.InstanceId, Shared(instance, endpoint.Name), endpoint, state, instance.IsGuest));

    private static Endpoint? Shared(Instance instance, string port)
    {
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.Scope == EndpointScope.Cluster && endpoint.Name == port)
            {
                return endpoint;
            }
        }

        return null;
    }

    private sealed record Told(Advertisement? List, NeighbourState State, IReadOnlyList<Neighbour> Lines);
}
