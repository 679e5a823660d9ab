using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Which addresses a pull or a health check may dial (docs/threats.md, SSRF). A pin comes from an authenticated source address or from a peer's
/// word, a check's target from whoever may register; none may lead into this machine, to a cloud's metadata service, or a pull to another protocol's port.
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
        var host = Normalised(address);
        return port is >= PortMin and <= 65_535
            && IPAddress.IsLoopback(host) == loopback
            && !IsNever(host)
            && (loopback || allowed.Count == 0 || allowed.Any(network => network.Contains(host)));
    }

    /// <summary>
    /// For health checks: services listen at any port, and in networks where no node is. This machine's own are for checks of a node that is
    /// on loopback itself: what listens there on a server counts on being called by that server only.
    /// </summary>
    public bool AllowsCheck(IPAddress address)
    {
        var host = Normalised(address);
        return (loopback || !IPAddress.IsLoopback(host)) && !IsNever(host);
    }

    /// <summary>Before any check: ::ffff:169.254.169.254 is the same host.</summary>
    private static IPAddress Normalised(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsNever(IPAddress host) => IsLinkLocalWithoutScope(host) || NeverHosts.Contains(host) || Never.Any(network => network.Contains(host));

    // fe80::/10 is a peer's ordinary address on a link without routers, but then it comes from a datagram and names its interface.
    private static bool IsLinkLocalWithoutScope(IPAddress host) =>
        host.AddressFamily == AddressFamily.InterNetworkV6 && host.IsIPv6LinkLocal && host.ScopeId == 0;
}
