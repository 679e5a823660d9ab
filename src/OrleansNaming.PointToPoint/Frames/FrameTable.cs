using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Frames;

/// <summary>All that one host has to know to rewrite frames: there is no connection table. Immutable; a change of the peers makes another.</summary>
public sealed class FrameTable
{
    private readonly FrozenSet<uint> _peers;

    /// <param name="host">This host's own IPv4 address.</param>
    /// <param name="cluster">The address that all replicas' stacks take for their own.</param>
    /// <param name="dedicated">How dedicated addresses are derived.</param>
    /// <param name="peers">The other replicas' IPv4 addresses; this host's own is left out if it is among them.</param>
    /// <param name="wireSource">What stands as the Ethernet source on the wire instead of the cluster address (row M11); null leaves it, as in FIG 6.</param>
    /// <exception cref="ArgumentException">An address is no IPv4 address.</exception>
    public FrameTable(IPAddress host, MacAddress cluster, DedicatedMac dedicated, IEnumerable<IPAddress> peers, MacAddress? wireSource = null)
    {
        Own = dedicated.Of(host);
        Host = NumberOf(host);
        Cluster = cluster;
        Dedicated = dedicated;
        WireSource = wireSource;
        _peers = peers.Select(NumberOf).Where(peer => peer != Host).ToFrozenSet();
    }

    /// <summary>What every replica's stack takes for its own address.</summary>
    public MacAddress Cluster { get; }

    /// <summary>How dedicated addresses are derived.</summary>
    public DedicatedMac Dedicated { get; }

    /// <summary>This host's dedicated address.</summary>
    public MacAddress Own { get; }

    /// <summary>The Ethernet source on the wire; null for the stack's own.</summary>
    public MacAddress? WireSource { get; }

    internal uint Host { get; }

    /// <summary>Whether an address is another replica's. The only way in which frames tell who speaks: nothing proves it (row M7).</summary>
    internal bool IsPeer(uint address) => _peers.Contains(address);

    private static uint NumberOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
        : throw new ArgumentException($"{address} is no IPv4 address", nameof(address));
}
