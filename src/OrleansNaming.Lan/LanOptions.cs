namespace OrleansNaming.Lan;

/// <summary>
/// How this node is reached on the network and where it keeps its state; bound from the section <c>Naming:Lan</c>, then changed by code. A silo has them too, for
/// what goes by multicast or HTTP, for <see cref="KeysFile"/> and for <see cref="Relations"/>.
/// Who it is stands in <see cref="NamingOptions"/>.
/// </summary>
public sealed class LanOptions
{
    /// <summary>The configuration section: <c>Naming:Lan</c>, hence <c>Naming__Lan__PullPort</c> in the environment.</summary>
    public const string Section = "Naming:Lan";

    /// <summary>Where state and keys stand, each cluster and server in a folder of its own. It must survive a restart.</summary>
    /// <value>The default is null: <c>orleans-naming</c> in the user's data folder, <c>~/.local/share</c> on Linux.</value>
    public string? DataDirectory { get; set; }

    /// <summary>The file with the cluster's keys, the same on every server; see <c>naming keys</c>.</summary>
    /// <value>
    /// The default is null: <c>keys.json</c> in the cluster's folder of <see cref="DataDirectory"/> if it is there. Without keys nothing is
    /// authenticated, so the node binds to loopback only.
    /// </value>
    public string? KeysFile { get; set; }

    /// <summary>The address of this machine that the node listens on, sends from, and is reached at.</summary>
    /// <value>An IPv4 or IPv6 address. The default is null: loopback without keys, else the first address that is not loopback.</value>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The group that notices are sent to, when no peers are configured. Its time to live is 1: notices stay on the segment.</summary>
    /// <value>
    /// A multicast address of the family of <see cref="AdvertisedAddress"/>. The default is 239.192.76.1. Linux routes no IPv6 multicast over loopback:
    /// set <see cref="Peers"/> there.
    /// </value>
    public string MulticastGroup { get; set; } = "239.192.76.1";

    /// <summary>The UDP port of the group, shared by all nodes of a machine.</summary>
    /// <value>1 to 65535. The default is 7610.</value>
    public int MulticastPort { get; set; } = 7610;

    /// <summary>The local address whose interface carries the group.</summary>
    /// <value>The default is null: <see cref="AdvertisedAddress"/>.</value>
    public string? MulticastInterface { get; set; }

    /// <summary>
    /// Nodes to say hello to where multicast is blocked: <c>host</c>, <c>host:probePort</c> or <c>host:probePort/pullPort</c>. With any, notices go
    /// by unicast to these and to all nodes that are met through them.
    /// </summary>
    /// <value>At most 64. The default is none: multicast.</value>
    public IList<string> Peers { get; } = [];

    /// <summary>A DNS name that yields the peers' addresses, such as a headless service; asked again every 30 s.</summary>
    /// <value>The default is null.</value>
    public string? PeersDnsName { get; set; }

    /// <summary>
    /// Synchronisation relationships (row E36): for each server that is listed, the servers that may hear what it advertises; an empty list is nobody. Servers that are not listed are heard by everyone. The
    /// same on every server of the cluster, silos too; read at the start.
    /// </summary>
    /// <value>Up to 1,000 servers. The default is none: everyone hears of everyone.</value>
    public IDictionary<string, string[]> Relations { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>The UDP port for unicast datagrams.</summary>
    /// <value>0 to 65535, 0 for any free one. The default is null: any free one with multicast, 7610 with peers.</value>
    public int? ProbePort { get; set; }

    /// <summary>The TCP port for pulls, HTTP/2.</summary>
    /// <value>0 to 65535, 0 for any free one. The default is null: 7601, or any free one when another node of this machine has that.</value>
    public int? PullPort { get; set; }

    /// <summary>The networks that pulls may dial, as CIDR, such as <c>10.0.0.0/8</c>. A narrower net against forged addresses.</summary>
    /// <value>The default is none: every unicast address that a node of the cluster has proved to be at.</value>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>T: how often this node announces its present stamp; others measure its silence in it.</summary>
    /// <value>0.2 s to 60 s. The default is 1 s: a dead node is hidden after at most 8 s.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a change's notice carries.</summary>
    /// <value>The default is <see cref="AdvertPayload.Delta"/>.</value>
    public AdvertPayload Payload { get; set; } = AdvertPayload.Delta;

    /// <summary>How a joining node asks.</summary>
    /// <value>The default is <see cref="JoinMode.Auto"/>.</value>
    public JoinMode JoinMode { get; set; } = JoinMode.Auto;

    /// <summary>How long configured but silent peers keep the directory incomplete.</summary>
    /// <value>0 s to 1 h. The default is 1 min.</value>
    public TimeSpan AloneAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a graceful stop may take before the process ends without its goodbye.</summary>
    /// <value>0 s to 5 min. The default is 10 s; the drain alone may take 5 s.</value>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
