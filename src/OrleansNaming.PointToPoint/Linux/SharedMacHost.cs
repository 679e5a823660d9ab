using System.Net;
using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Linux;

/// <summary>One host of those that share an Ethernet address, for which rules are rendered.</summary>
/// <param name="Device">The interface, such as <c>eth0</c>.</param>
/// <param name="Host">Its own IPv4 address.</param>
/// <param name="Cluster">The Ethernet address that all replicas have.</param>
/// <param name="Peers">The other replicas' IPv4 addresses.</param>
public sealed record SharedMacHost(string Device, IPAddress Host, MacAddress Cluster, IReadOnlyList<IPAddress> Peers)
{
    /// <summary>Longest name of an interface in Linux, without the end (IFNAMSIZ).</summary>
    private const int DeviceLengthMax = 15;

    /// <summary>How dedicated addresses are derived: <see cref="DedicatedMac.Unicast"/> by default, <see cref="DedicatedMac.Patent"/> for FIG 6's own.</summary>
    public DedicatedMac Dedicated { get; init; } = DedicatedMac.Unicast;

    /// <summary>
    /// What stands on the wire as Ethernet source, so that no switch learns the shared address (row M11): the unicast form of the dedicated
    /// address, also in patent mode, where the dedicated one is a group's and cannot be a source.
    /// </summary>
    public MacAddress WireSource => DedicatedMac.Unicast.Of(Host);

    /// <summary>The same as a table for <see cref="FrameRewrite"/>.</summary>
    public FrameTable ToTable() => new(Host, Cluster, Dedicated, Peers, WireSource);

    /// <summary>Says what is wrong with it, or null. Everything goes into a script that root runs: nothing but what a name may be gets there.</summary>
    public string? Check() =>
        Device.Length is 0 or > DeviceLengthMax || !Device.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@') ? $"'{Device}' is no interface name"
        : Cluster.IsGroup || Cluster.Value == 0 ? $"{Cluster} is no address that a host can have: its first octet is odd, or it is zero"
        : Dedicated.Covers(Cluster) ? $"the cluster address {Cluster} begins as dedicated ones do ({Dedicated})"
        : Peers.Append(Host).FirstOrDefault(address => address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork) is { } other ? $"{other} is no IPv4 address"
        : null;
}
