using System.Net;
using System.Net.Http.Json;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>Bodies between replicas, over plain HTTP: real nodes, web servers and sockets.</summary>
[On(Engine.Lan), Row("M7")]
public sealed class SignedBodyTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_peers_body_is_proven_up_to_the_limit_and_above_it_the_receiver_is_told_that_it_is_not()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        Assert.Equal("a|True|12|three apples", await OrderAsync(hosts, new StringContent("three apples")));
        Assert.Equal("a|True|14|\"three apples\"", await OrderAsync(hosts, JsonContent.Create("three apples")));
        Assert.Equal("a|True|0|", await OrderAsync(hosts, null));
        Assert.StartsWith($"a|True|{Limits.BodyBytes}|", await OrderAsync(hosts, new ByteArrayContent(new byte[Limits.BodyBytes])));
        Assert.StartsWith($"a|False|{Limits.BodyBytes + 1}|", await OrderAsync(hosts, new ByteArrayContent(new byte[Limits.BodyBytes + 1])));
        Assert.StartsWith($"a|False|{Limits.BodyBytes + 2}|", await OrderAsync(hosts, JsonContent.Create(new string('x', Limits.BodyBytes))));
    }

    /// <summary>Each attempt at a body of one length or another; the head stays as it was.</summary>
    [Fact]
    public async Task A_body_that_was_changed_under_way_reaches_nobody()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.HttpThrough(stream => new BodyChanger(stream)));
        using var changed = await SendAsync(hosts, new StringContent("three apples"));
        Assert.Equal(HttpStatusCode.BadRequest, changed.StatusCode);
        Assert.Equal("a|True|11|three pears", await OrderAsync(hosts, new StringContent("three pears")));
    }

    /// <summary>Callers of an earlier build are peers as they were, and their bodies are as unproven as they were.</summary>
    [Fact]
    public async Task Who_signs_no_bodies_is_a_peer_all_the_same()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.HttpWithoutBodies());
        Assert.Equal("a|False|12|three apples", await OrderAsync(hosts, new StringContent("three apples")));
    }

    private static async Task<string> OrderAsync(SharedHosts hosts, HttpContent? order)
    {
        using var answer = await SendAsync(hosts, order);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Ends);
    }

    private static async Task<HttpResponseMessage> SendAsync(SharedHosts hosts, HttpContent? order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hosts.Common.Url("/order")) { Content = order }.ToPeer("b");
        return await hosts["a"].Peers.SendAsync(request, Ends);
    }
}
