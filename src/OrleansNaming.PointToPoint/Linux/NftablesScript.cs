using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Linux;

/// <summary>
/// What <see cref="FrameRewrite"/> does, as nftables rules: in the kernel, by its netdev hooks (egress needs Linux 5.16). To be run as
/// <c>nft -f</c>, which replaces the whole table at once.
/// <para>
/// Header and packet type are two things in Linux: a frame whose destination was rewritten still counts as another host's, or as multicast, and
/// TCP drops it. Hence <c>meta pkttype set host</c>.
/// </para>
/// </summary>
public static class NftablesScript
{
    /// <summary>The table's name.</summary>
    public const string Table = "orleans_naming";

    /// <summary>The script.</summary>
    /// <exception cref="ArgumentException">The host cannot be rendered for; the message says why.</exception>
    public static string Render(SharedMacHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.Check() is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(host));
        }

        var (own, cluster) = (host.Dedicated.Of(host.Host).ToColons(), host.Cluster.ToColons());
        var prefix = new MacAddress((ulong)host.Dedicated.Prefix << 32).ToColons();
        return $$"""
            #!/usr/sbin/nft -f
            # {{host.Host}} on {{host.Device}}: shared {{cluster}}, dedicated {{own}}, on the wire {{host.WireSource.ToColons()}}
            # {{Admit(host)}}
            # After a change of the peers: ip neigh flush dev {{host.Device}}
            table netdev {{Table}}
            delete table netdev {{Table}}
            table netdev {{Table}} {
              set peers {
                type ipv4_addr
            {{Elements(host)}}  }

              chain receive {
                type filter hook ingress device "{{host.Device}}" priority 0; policy accept;
                ether daddr & ff:ff:00:00:00:00 == {{prefix}} ether daddr != {{own}} drop
                ether daddr {{own}} ip saddr @peers ether daddr set {{cluster}} meta pkttype set host accept
                ether daddr {{own}} arp saddr ip @peers ether daddr set {{cluster}} meta pkttype set host accept
              }

              chain send {
                type filter hook egress device "{{host.Device}}" priority 0; policy accept;
                arp saddr ip {{host.Host}} arp daddr ip @peers arp saddr ether set {{own}}
                arp operation reply arp saddr ip {{host.Host}} arp daddr ip @peers arp daddr ether set {{cluster}}
                ether saddr set {{host.WireSource.ToColons()}}
              }
            }

            """;
    }

    /// <summary>The peers, this host left out: an address that is announced without being asked for is for outsiders.</summary>
    private static string Elements(SharedMacHost host)
    {
        var peers = host.Peers.Where(peer => !peer.Equals(host.Host)).Select(peer => peer.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        return peers.Count == 0 ? "" : $"    elements = {{ {string.Join(", ", peers)} }}\n";
    }

    private static string Admit(SharedMacHost host) => host.Dedicated.Of(host.Host) is var own && own.IsGroup
        ? $"The adapter must take the dedicated address: ip maddr add {own.ToColons()} dev {host.Device}"
        : $"The adapter must take the dedicated address: ip link set {host.Device} promisc on (or a secondary unicast filter)";
}
