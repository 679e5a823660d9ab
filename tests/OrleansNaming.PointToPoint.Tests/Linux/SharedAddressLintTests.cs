using System.Net;
using OrleansNaming.PointToPoint.Linux;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Linux;

public sealed class SharedAddressLintTests
{
    private const string Vip = "192.0.2.100";

    [Fact]
    public void Addresses_as_they_should_be_are_not_spoken_of() =>
        Assert.Empty(SharedAddressLint.Check([Line("a", "10.0.0.1"), Line("b", "10.0.0.2")], [IPAddress.Parse("10.0.0.1")], [("silo", "10.0.0.1")]));

    [Fact]
    public void A_dedicated_endpoint_at_a_shared_address_is_an_error() => Finds([Line("a", Vip)], [], [], "a states 192.0.2.100:8080 as dedicated");

    [Fact]
    public void Two_servers_at_one_dedicated_endpoint_are_an_error() => Finds([Line("a", "10.0.0.1"), Line("b", "10.0.0.1")], [], [], "a and b all state 10.0.0.1:8080");

    [Fact]
    public void An_Orleans_address_or_a_servers_that_is_shared_is_an_error()
    {
        Finds([Line("a", "10.0.0.1")], [], [("Orleans' gateway", Vip)], "Orleans' gateway is 192.0.2.100");
        Finds([Line("a", "10.0.0.1")], [], [("server a's address", $"::ffff:{Vip}")], "server a's address is ::ffff:192.0.2.100");
    }

    [Fact]
    public void A_shared_address_on_this_machine_is_worth_a_note()
    {
        var finding = Assert.Single(SharedAddressLint.Check([Line("a", "10.0.0.1")], [IPAddress.Parse(Vip)], []));
        Assert.False(finding.IsError);
        Assert.StartsWith("192.0.2.100 stands on this machine", finding.Text);
    }

    private static void Finds(IReadOnlyList<Neighbour> lines, IReadOnlyList<IPAddress> local, IReadOnlyList<(string What, string Host)> singular, string text)
    {
        var finding = Assert.Single(SharedAddressLint.Check(lines, local, singular));
        Assert.True(finding.IsError);
        Assert.StartsWith(text, finding.Text);
    }

    private static Neighbour Line(string server, string host) => new(
        new ServerId(server), "shop", server, new Endpoint("http", Vip, 80) { Scope = EndpointScope.Cluster },
        new Endpoint("http", host, 8080) { Scope = EndpointScope.Dedicated }, NeighbourState.Reachable, IsGuest: false);
}
