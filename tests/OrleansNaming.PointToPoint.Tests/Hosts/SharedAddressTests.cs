using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>LAN nodes that share one address, and what of it has nothing to do with the engine.</summary>
[On(Engine.Lan)]
public sealed class SharedAddressTests : SharedAddressContract
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The certificate is for the shared address: dialled by its dedicated one a replica does not verify.</summary>
    [Fact, Row("M6")]
    public async Task A_certificate_of_the_cluster_verifies_through_peers_and_not_by_dedicated_addresses()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Https());
        using var outside = new HttpClient(hosts.Common.NewHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => outside.GetAsync(new Uri($"https://{hosts["b"].Dedicated}/who"), Ends));
        Assert.StartsWith("b|", await hosts.AskAsync("a", "b"));
    }

    [Fact, Row("M6")]
    public async Task Without_a_name_each_other_replica_has_its_turn_and_oneself_never()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        for (var i = 0; i < 20; i++)
        {
            await hosts["a"].Peers.GetStringAsync(hosts.Common.Url("/who"), Ends);
        }

        Assert.Equal((0, 10, 10), (hosts["a"].Served, hosts["b"].Served, hosts["c"].Served));
    }

    [Fact, Row("M5"), Row("M6")]
    public async Task A_call_by_name_is_a_members_call_and_the_application_sees_the_clusters_Host()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());

        var answer = (await hosts["a"].Names.GetStringAsync(new Uri("http://shop/who"), Ends)).Split('|');

        Assert.NotEqual("a", answer[0]);
        Assert.Equal([$"{Shared.Vip}:{hosts.Common.Port}", "a"], answer[1..3]);
        Assert.Contains("host=\"shop\"", answer[4]);
    }

    /// <summary>It would be followed over the connections to that peer, wherever it leads.</summary>
    [Fact, Row("M6")]
    public async Task A_redirect_of_a_peer_is_not_followed()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        using var request = new HttpRequestMessage(HttpMethod.Get, hosts.Common.Url("/elsewhere")).ToPeer("b");
        using var answer = await hosts["a"].Peers.SendAsync(request, Ends);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Outsiders see it move, so that it did; replicas call each other and back all the while, and notice nothing.</summary>
    [Fact, Row("M6"), Row("M8"), Row("M9")]
    public async Task The_shared_address_moves_meanwhile_and_no_call_between_replicas_fails()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        using var ends = new CancellationTokenSource();
        var calls = new[] { ("a", "b"), ("b", "c"), ("c", "a") }.Select(pair => CallUntilAsync(hosts, pair.Item1, pair.Item2, ends.Token)).ToArray();
        using var outside = new HttpClient(hosts.Common.NewHandler()) { DefaultRequestHeaders = { ConnectionClose = true } };
        for (var i = 0; i < 60; i++)
        {
            hosts.Director.MoveTo(hosts.Replicas[i % 3].BehindVip);
            Assert.StartsWith($"{hosts.Replicas[i % 3].Name}|", await outside.GetStringAsync(hosts.Common.Url("/who"), Ends));
        }

        await hosts.Director.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => outside.GetStringAsync(hosts.Common.Url("/who"), Ends));
        Assert.StartsWith("b|", await hosts.AskAsync("a", "b"));
        await ends.CancelAsync();
        Assert.All(await Task.WhenAll(calls), count => Assert.True(count > 0));
        Assert.Equal(60, hosts.Director.Accepted);
    }

    private static async Task<int> CallUntilAsync(SharedHosts hosts, string from, string to, CancellationToken ends)
    {
        for (var count = 0; ; count++)
        {
            Assert.StartsWith($"{to}|", await hosts.AskAsync(from, to));
            Assert.Equal(from, await hosts.AskAsync(from, to, "/call-me-back"));
            if (ends.IsCancellationRequested)
            {
                return count + 1;
            }
        }
    }

    [Fact, Row("M6")]
    public async Task A_plain_connection_reaches_the_peer_too()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        await using var stream = await hosts["a"].Dialler.ConnectAsync("shop", "c", cancellationToken: Ends);
        await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray(), Ends);
        using var reader = new StreamReader(stream);

        Assert.EndsWith("well", (await reader.ReadToEndAsync(Ends)).TrimEnd('0', '\r', '\n'));
        var refused = await Assert.ThrowsAsync<NamingException>(() => hosts["a"].Dialler.ConnectAsync("shop", "a", cancellationToken: Ends));
        Assert.Equal(Refusal.NotFound, refused.Refusal);
    }

    [Fact, Row("M3"), Row("M9")]
    public async Task A_node_resolves_the_others_dedicated_endpoints_and_the_API_tells_outsiders_the_shared_one()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        var inside = await hosts["a"].Naming.ResolveAsync("shop", cancellationToken: Ends);
        Assert.Equal([$"{hosts["b"].Dedicated}", $"{hosts["c"].Dedicated}"], inside.Select(instance => instance.Endpoints.Single().ToString()).Order());

        using var outside = new HttpClient();
        foreach (var path in new[] { "names/shop", "names/shop?scope=external", "names?bindings=true", "servers/b/changes", "neighbours" })
        {
            var told = await outside.GetStringAsync(hosts.Common.Url($"/v1/{path}"), Ends);
            Assert.Contains(Shared.Vip, told);
            Assert.DoesNotContain("127.0.77.", told);
        }

        using var watch = new StreamReader(await outside.GetStreamAsync(hosts.Common.Url("/v1/watch?name=shop"), Ends));
        var present = "";
        while (!present.StartsWith("data:", StringComparison.Ordinal))
        {
            present = await watch.ReadLineAsync(Ends) ?? throw new EndOfStreamException();
        }

        Assert.Contains(Shared.Vip, present);
        Assert.DoesNotContain("127.0.77.", present);
        Assert.Equal(HttpStatusCode.Forbidden, (await outside.GetAsync(hosts.Common.Url("/v1/names/shop?scope=intracluster"), Ends)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await outside.PostAsJsonAsync(hosts.Common.Url("/v1/follow"), new { have = Array.Empty<string>() }, Ends)).StatusCode);
    }

    [Fact, Row("M6"), Row("M7")]
    public async Task The_API_answers_a_proven_member_as_a_member_and_an_administrator_who_asks_for_it()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        Assert.Equal(["b", "c"], Instances(await hosts.AskAsync("a", "b", "/v1/names/shop"), "127.0.77."));
        Assert.Equal(["a", "c"], Instances(await hosts.AskAsync("b", "c", "/v1/names/shop"), "127.0.77."));

        using var admin = new HttpClient();
        admin.DefaultRequestHeaders.Authorization = new("Bearer", Shared.AdminKey);
        Assert.Equal(["a", "b", "c"], Instances(await admin.GetStringAsync(hosts.Common.Url("/v1/names/shop"), Ends), Shared.Vip));
        Assert.Equal(["a", "b", "c"], Instances(await admin.GetStringAsync(hosts.Common.Url("/v1/names/shop?scope=intracluster"), Ends), "127.0.77."));
        var table = await admin.GetFromJsonAsync<JsonElement>(hosts.Common.Url("/v1/neighbours"), Ends);
        Assert.Equal(
            hosts.Replicas.Select(replica => $"{replica.Dedicated} reachable"),
            table.GetProperty("neighbours").EnumerateArray().Select(line => $"{line.GetProperty("dedicated").GetString()} {line.GetProperty("state").GetString()}"));
    }

    private static IEnumerable<string> Instances(string json, string host)
    {
        using var answer = JsonDocument.Parse(json);
        var instances = answer.RootElement.GetProperty("instances").EnumerateArray().ToList();
        Assert.All(instances, instance => Assert.StartsWith(host, Assert.Single(instance.GetProperty("endpoints").EnumerateArray()).GetProperty("host").GetString()));
        return [.. instances.Select(instance => instance.GetProperty("instance").GetString()!).Order()];
    }
}
