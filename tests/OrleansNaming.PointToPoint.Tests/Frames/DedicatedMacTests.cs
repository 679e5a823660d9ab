using System.Net;
using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Tests.Frames;

[Row("M2")]
public sealed class DedicatedMacTests
{
    [Theory]
    [InlineData("12.12.4.101", "03-bf-0c-0c-04-65", "06-bf-0c-0c-04-65")]
    [InlineData("12.12.4.102", "03-bf-0c-0c-04-66", "06-bf-0c-0c-04-66")]
    [InlineData("0.0.0.0", "03-bf-00-00-00-00", "06-bf-00-00-00-00")]
    [InlineData("255.254.253.252", "03-bf-ff-fe-fd-fc", "06-bf-ff-fe-fd-fc")]
    public void An_address_is_derived_from_the_hosts_own_and_read_back(string host, string patent, string unicast)
    {
        foreach (var (rule, text) in new[] { (DedicatedMac.Patent, patent), (DedicatedMac.Unicast, unicast) })
        {
            var mac = rule.Of(IPAddress.Parse(host));

            Assert.Equal(text, mac.ToString());
            Assert.True(rule.TryGetHost(mac, out var back));
            Assert.Equal(host, back.ToString());
        }
    }

    [Fact]
    public void The_prefix_can_be_chosen() =>
        Assert.Equal("0a-01-0c-0c-04-65", new DedicatedMac(0x0A01).Of(IPAddress.Parse("12.12.4.101")).ToString());

    [Fact]
    public void Patent_mode_makes_group_addresses_and_the_default_does_not()
    {
        var host = IPAddress.Parse("12.12.4.101");

        Assert.True(DedicatedMac.Patent.Of(host) is { IsGroup: true, IsLocal: true });
        Assert.True(DedicatedMac.Unicast.Of(host) is { IsGroup: false, IsLocal: true });
    }

    [Fact]
    public void Another_prefix_is_nobodys_address() =>
        Assert.False(DedicatedMac.Patent.TryGetHost(DedicatedMac.Unicast.Of(IPAddress.Loopback), out _));

    [Fact]
    public void Only_IPv4_is_derived_from() => Assert.Throws<ArgumentException>(() => DedicatedMac.Unicast.Of(IPAddress.IPv6Loopback));

    [Theory]
    [InlineData("02-bf-aa-bb-cc-dd", true)]
    [InlineData("02:BF:AA:BB:CC:DD", true)]
    [InlineData("02-bf-aa-bb-cc", false)]
    [InlineData("02-bf-aa-bb-cc-dg", false)]
    [InlineData("02bfaabbccdd", false)]
    [InlineData("02.bf.aa.bb.cc.dd", false)]
    [InlineData("02-bf-aa-bb-cc-+d", false)]
    [InlineData(null, false)]
    public void TryParse_Text_TakesTheTwoCommonForms(string? text, bool valid)
    {
        Assert.Equal(valid, MacAddress.TryParse(text, out var mac));
        Assert.Equal(valid ? "02-bf-aa-bb-cc-dd" : "00-00-00-00-00-00", mac.ToString());
        Assert.Equal(mac.ToString().Replace('-', ':'), mac.ToColons());
    }
}
