using System.Runtime.CompilerServices;
using OrleansNaming.Replica;

namespace OrleansNaming.Gateway.Dns;

/// <summary>What an answer is made from: the directory, the servers' addresses and the zone.</summary>
/// <param name="zone">The zone.</param>
/// <param name="replica">The directory.</param>
/// <param name="nodes">The servers' addresses; null before they are known.</param>
internal sealed class DnsView(DnsZone zone, DirectoryReplica replica, Func<NodeAddresses?> nodes)
{
    /// <summary>What was made of a live set is kept as long as the set itself: both never change.</summary>
    private readonly ConditionalWeakTable<object, DnsTargets> _made = [];

    public DnsZone Zone => zone;

    public DirectoryReplica Replica => replica;

    public NodeAddresses? Nodes => nodes();

    /// <summary>Where the answering server is reached; none when that is not known.</summary>
    public HostAddress Self => nodes()?.Self ?? default;

    public DnsTargets TargetsOf(InstanceSet instances, string? port)
    {
        if (port is not null || instances.Identity is not { } identity)
        {
            return DnsTargets.Of(instances, port, zone);
        }

        if (!_made.TryGetValue(identity, out var targets))
        {
            _made.AddOrUpdate(identity, targets = DnsTargets.Of(instances, null, zone));
        }

        return targets;
    }
}
