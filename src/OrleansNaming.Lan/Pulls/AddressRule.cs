using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Which addresses a pull may dial (docs/threats.md, SSRF). A pin comes from an authenticated source address or from a peer's
/// word; neither may lead into this machine, to a cloud's metadata service, or to another protocol's port.
/// </summary>
/// <param name="loopback">Whether this node itself is reached on loopback: then its peers are too, and nobody else is.</param>
/// <param name="allowed">The networks to dial; empty for every unicast address.</param>
internal sealed class AddressRule(bool loopback, IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Below stand other protocols, mail and DNS among them; no node of ours listens there.</summary>
    public const int PortMin = 1_024;

    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network, RFC 1122 3.2.1.3
        IPNetwork.Parse("169.254.0.0/16"), // link-local, RFC 3927: the metadata services of clouds
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments, RFC 6890: one cloud's metadata service
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved and broadcast
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("64:ff9b::/96"), // NAT64, RFC 6052: an IPv4 address in disguise
        IPNetwork.Parse("64:ff9b:1::/48"), // RFC 8215
        IPNetwork.Parse("2002::/16"), // 6to4, likewise
        IPNetwork.Parse("fd00:ec2::254/128"), // a cloud's metadata service over IPv6
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Cloud metadata beyond link-local: 100.100.100.200 (Alibaba) and 168.63.129.16 (Azure's host).</summary>
    private static readonly IPAddress[] NeverHosts = [IPAddress.Parse("100.100.100.200"), IPAddress.Parse("168.63.129.16")];

    public bool Allows(IPAddress address, int port)
    {
        // Normalised before any check: ::ffff:169.254.169.254 is the same host.
        var host = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return port is >= PortMin and <= 65_535
            && IPAddress.IsLoopback(host) == loopback
            && !IsLinkLocalWithoutScope(host)
            && !Never.Any(network => network.Contains(host))
            && !NeverHosts.Contains(host)
            && (loopback || allowed.Count == 0 || allowed.Any(network => network.Contains(host)));
    }

    // fe80::/10 is a peer's ordinary address on a link without routers, but then it comes from a datagram and names its interface.
    private static bool IsLinkLocalWithoutScope(IPAddress host) =>
        host.AddressFamily == AddressFamily.InterNetworkV6 && host.IsIPv6LinkLocal && host.ScopeId == 0;
}
