using System.Net;
using OrleansNaming.PointToPoint.Frames;
using OrleansNaming.PointToPoint.Linux;

namespace OrleansNaming.PointToPoint.Tests.Linux;

public sealed class NftablesScriptTests
{
    private static readonly IPAddress[] Peers = [.. new[] { "12.12.4.103", "12.12.4.102", "12.12.4.101" }.Select(IPAddress.Parse)];

    [Fact, Row("M3"), Row("M5"), Row("M11")]
    public void The_script_is_one_table_that_replaces_itself()
    {
        var script = NftablesScript.Render(Host());

        Assert.StartsWith("#!/usr/sbin/nft -f\n", script);
        Assert.Contains("""
            table netdev orleans_naming
            delete table netdev orleans_naming
            table netdev orleans_naming {
              set peers {
                type ipv4_addr
                elements = { 12.12.4.102, 12.12.4.103 }
              }

              chain receive {
                type filter hook ingress device "e0" priority 0; policy accept;
                ether daddr & ff:ff:00:00:00:00 == 06:bf:00:00:00:00 ether daddr != 06:bf:0c:0c:04:65 drop
                ether daddr 06:bf:0c:0c:04:65 ip saddr @peers ether daddr set 02:bf:aa:bb:cc:dd meta pkttype set host accept
                ether daddr 06:bf:0c:0c:04:65 arp saddr ip @peers ether daddr set 02:bf:aa:bb:cc:dd meta pkttype set host accept
              }

              chain send {
                type filter hook egress device "e0" priority 0; policy accept;
                arp saddr ip 12.12.4.101 arp daddr ip @peers arp saddr ether set 06:bf:0c:0c:04:65
                arp operation reply arp saddr ip 12.12.4.101 arp daddr ip @peers arp daddr ether set 02:bf:aa:bb:cc:dd
                ether saddr set 06:bf:0c:0c:04:65
              }
            }

            """, script);
    }

    [Fact, Row("M11")]
    public void In_patent_mode_what_stands_on_the_wire_is_no_group_address()
    {
        var script = NftablesScript.Render(Host() with { Dedicated = DedicatedMac.Patent });

        Assert.Contains("arp saddr ether set 03:bf:0c:0c:04:65\n", script);
        Assert.Contains("    ether saddr set 06:bf:0c:0c:04:65\n", script);
        Assert.Contains("ip maddr add 03:bf:0c:0c:04:65 dev e0", script);
    }

    [Fact]
    public void A_host_without_peers_has_an_empty_set() =>
        Assert.Contains("    type ipv4_addr\n  }\n", NftablesScript.Render(Host() with { Peers = [Peers[2]] }));

    /// <summary>The script is run by root: nothing gets into it that is not what it says to be.</summary>
    [Theory]
    [InlineData("e0\"; flush ruleset; #", "02:bf:aa:bb:cc:dd")]
    [InlineData("", "02:bf:aa:bb:cc:dd")]
    [InlineData("a-name-that-is-too-long", "02:bf:aa:bb:cc:dd")]
    [InlineData("e0", "03:bf:aa:bb:cc:dd")]
    [InlineData("e0", "00:00:00:00:00:00")]
    [InlineData("e0", "06:bf:aa:bb:cc:dd")]
    public void What_cannot_be_is_refused(string device, string mac)
    {
        Assert.True(MacAddress.TryParse(mac, out var cluster));
        Assert.Throws<ArgumentException>(() => NftablesScript.Render(Host() with { Device = device, Cluster = cluster }));
    }

    [Fact]
    public void Direct_return_stands_on_lo_and_is_silent() => Assert.Equal(
        """
        # Answer ARP only for addresses of the interface that is asked, and ask with those alone (ip-sysctl: arp_ignore, arp_announce).
        sysctl -w net.ipv4.conf.all.arp_ignore=1
        sysctl -w net.ipv4.conf.all.arp_announce=2
        ip address replace 192.0.2.100/32 dev lo
        ip -6 address replace 2001:db8::100/128 dev lo preferred_lft 0

        """,
        DirectReturnCommands.Render([IPAddress.Parse("192.0.2.100"), IPAddress.Parse("2001:db8::100")]));

    private static SharedMacHost Host()
    {
        Assert.True(MacAddress.TryParse("02-bf-aa-bb-cc-dd", out var cluster));
        return new SharedMacHost("e0", IPAddress.Parse("12.12.4.101"), cluster, Peers);
    }
}
