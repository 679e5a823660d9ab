using System.Net;
using OrleansNaming.Lan.Pulls;

namespace OrleansNaming.Engines.Tests.Pulls;

/// <summary>Which addresses a pull may dial, whoever named them (docs/threats.md, SSRF).</summary>
[On(Engine.Lan)]
public sealed class AddressRuleTests
{
    private static readonly AddressRule OnLan = new(loopback: false, []);
    private static readonly AddressRule OnLoopback = new(loopback: true, []);

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("172.16.3.4")]
    [InlineData("192.168.1.20")]
    [InlineData("100.64.0.9")]
    [InlineData("203.0.113.5")]
    [InlineData("2001:db8::7")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1%2")]
    public void A_peers_address_is_dialled(string address) => Assert.True(OnLan.Allows(IPAddress.Parse(address), 7601));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("100.100.100.200")]
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.192.76.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("fe80::1")]
    public void An_address_that_is_no_peers_is_not_dialled(string address) => Assert.False(OnLan.Allows(IPAddress.Parse(address), 7601));

    [Theory]
    [InlineData(0)]
    [InlineData(22)]
    [InlineData(25)]
    [InlineData(53)]
    [InlineData(443)]
    [InlineData(1_023)]
    [InlineData(65_536)]
    public void A_port_of_another_protocol_is_not_dialled(int port) => Assert.False(OnLan.Allows(IPAddress.Parse("10.0.0.7"), port));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("169.254.169.254", false)]
    public void A_node_on_loopback_dials_loopback_only(string address, bool allowed) =>
        Assert.Equal(allowed, OnLoopback.Allows(IPAddress.Parse(address), 7601));

    [Theory]
    [InlineData("10.0.0.7", true, true)]
    [InlineData("203.0.113.5", true, true)]
    [InlineData("2001:db8::7", true, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("::ffff:127.0.0.1", false, true)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("168.63.129.16", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("64:ff9b::7f00:1", false, false)]
    [InlineData("224.0.0.1", false, false)]
    public void A_check_calls_loopback_from_loopback_only_and_what_nobody_calls_never(string address, bool onLan, bool onLoopback)
    {
        Assert.Equal(onLan, OnLan.AllowsCheck(IPAddress.Parse(address)));
        Assert.Equal(onLan, new AddressRule(loopback: false, [IPNetwork.Parse("10.9.0.0/16")]).AllowsCheck(IPAddress.Parse(address)));
        Assert.Equal(onLoopback, OnLoopback.AllowsCheck(IPAddress.Parse(address)));
    }

    [Fact]
    public void With_networks_only_these_are_dialled()
    {
        var rule = new AddressRule(loopback: false, [IPNetwork.Parse("10.1.0.0/16")]);

        Assert.True(rule.Allows(IPAddress.Parse("10.1.2.3"), 7601));
        Assert.True(rule.Allows(IPAddress.Parse("::ffff:10.1.2.3"), 7601));
        Assert.False(rule.Allows(IPAddress.Parse("10.2.2.3"), 7601));
    }
}
