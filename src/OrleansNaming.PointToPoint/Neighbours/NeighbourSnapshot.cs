using System.Collections.Frozen;

namespace OrleansNaming.PointToPoint.Neighbours;

/// <summary>The substitution table at one moment. Immutable; a newer one has a higher version.</summary>
public sealed class NeighbourSnapshot
{
    private readonly FrozenDictionary<(string Host, int Port), Neighbour[]> _byCluster;
    private readonly FrozenDictionary<(string Host, int Port), Neighbour[]> _byDedicated;
    private readonly FrozenDictionary<string, Neighbour[]> _byName;

    internal NeighbourSnapshot(ulong version, IReadOnlyList<Neighbour> all)
    {
        (Version, All) = (version, all);
        _byCluster = all.Where(line => line.Cluster is not null)
            .GroupBy(line => Key(line.Cluster!.Value.Host, line.Cluster.Value.Port))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _byDedicated = all.GroupBy(line => Key(line.Dedicated.Host, line.Dedicated.Port)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _byName = all.GroupBy(line => line.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Rises with each change of a line, by this process's count; from 1.</summary>
    public ulong Version { get; }

    /// <summary>In order of server, name and instance.</summary>
    public IReadOnlyList<Neighbour> All { get; }

    /// <summary>Who stands behind a shared address.</summary>
    public IReadOnlyList<Neighbour> Behind(string host, int port) => _byCluster.GetValueOrDefault(Key(host, port)) ?? [];

    /// <summary>Who is at a dedicated address; several lines when it offers several names there.</summary>
    public IReadOnlyList<Neighbour> At(string host, int port) => _byDedicated.GetValueOrDefault(Key(host, port)) ?? [];

    /// <summary>Who offers a name at a dedicated address.</summary>
    public IReadOnlyList<Neighbour> Offering(string name) => _byName.GetValueOrDefault(name) ?? [];

    /// <summary>The host's case says nothing (RFC 9110 4.2.3).</summary>
    private static (string Host, int Port) Key(string host, int port) => (host.Trim('[', ']').ToLowerInvariant(), port);
}
