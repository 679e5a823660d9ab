using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>Three hosts that share one address: real nodes, web servers and sockets on loopback.</summary>
[On(Engine.Lan)]
public sealed class SharedAddressTests
{
    private static readonly Func<Shared>[] Kinds = [Shared.Http, Shared.Https, Shared.MutualTls, Shared.HttpWithoutKeys];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>By key over HTTP and over HTTPS, by certificate, and by source address where nothing else is there.</summary>
    [Theory, Row("M1"), Row("M5"), Row("M6"), Row("M7"), Row("M10")]
    [InlineData(0, 1_000)]
    [InlineData(1, 1_000)]
    [InlineData(2, 100)]
    public async Task From_A_all_calls_to_B_reach_B_which_sees_the_clusters_Host_and_peer_A(int kind, int calls)
    {
        await using var hosts = await SharedHosts.StartAsync(Kinds[kind]());
        var expected = $"b|{Shared.Vip}:{hosts.Common.Port}|a|{hosts["a"].Dedicated}|";

        for (var i = 0; i < calls; i++)
        {
            Assert.Equal(expected, await hosts.AskAsync("a", "b"));
        }

        Assert.Equal((0, calls, 0), (hosts["a"].Served, hosts["b"].Served, hosts["c"].Served));
        Assert.Equal(0, hosts.Director.Accepted);
    }

    [Fact, Row("M9"), Row("M7")]
    public async Task An_outsider_sees_the_shared_address_alone()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        using var outside = new HttpClient(hosts.Common.NewHandler());

        Assert.Equal($"a|{Shared.Vip}:{hosts.Common.Port}|outsider||", await outside.GetStringAsync(hosts.Common.Url("/who"), Ends));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(outside, hosts["b"], "/who"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(outside, hosts["b"], "/health"));
    }

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

    [Fact, Row("M8")]
    public async Task With_five_replicas_all_of_100_call_backs_reach_the_caller()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http(), count: 5);
        var targets = hosts.Replicas.Skip(1).Select(replica => replica.Name).ToList();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("a", await hosts.AskAsync("a", targets[i % targets.Count], "/call-me-back"));
        }

        Assert.Equal([100, 0, 0, 0, 0], hosts.Replicas.Select(replica => replica.CalledBack));
        Assert.Equal(0, hosts.Director.Accepted);
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

    /// <summary>A member may dial a dedicated address under its own name: the application sees the cluster's all the same, and the header what was sent.</summary>
    [Fact, Row("M5")]
    public async Task A_Host_that_is_not_the_clusters_is_restored_and_kept_in_Forwarded()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.HttpWithoutKeys());
        using var member = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ends) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(hosts["a"].Dedicated.Address, 0));
                await socket.ConnectAsync(hosts["b"].Dedicated, ends);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        var answer = (await member.GetStringAsync(new Uri($"http://{hosts["b"].Dedicated}/who"), Ends)).Split('|', 5);

        Assert.Equal(["b", $"{Shared.Vip}:{hosts.Common.Port}", "a"], answer[..3]);
        Assert.Matches($"^for=\"127\\.0\\.77\\.1:\\d+\";by=\"{hosts["b"].Dedicated}\";host=\"{hosts["b"].Dedicated}\";proto=http$", answer[4]);
    }

    [Fact, Row("M7")]
    public async Task Words_without_proof_make_nobody_a_peer()
    {
        await using var hosts = await SharedHosts.StartAsync(Shared.Http());
        using var outside = new HttpClient();
        foreach (var claim in new[] { "", "a", $"v=1;s=a;b={UInt128.MaxValue:x32};n=1;t=b;k=1;m={new string('0', 64)}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{hosts["b"].Dedicated}/who"));
            request.Headers.TryAddWithoutValidation("Naming-Member", claim);
            request.Headers.TryAddWithoutValidation("Forwarded", "for=127.0.77.1");
            using var answer = await outside.SendAsync(request, Ends);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        }
    }

    private static IEnumerable<string> Instances(string json, string host)
    {
        using var answer = JsonDocument.Parse(json);
        var instances = answer.RootElement.GetProperty("instances").EnumerateArray().ToList();
        Assert.All(instances, instance => Assert.StartsWith(host, Assert.Single(instance.GetProperty("endpoints").EnumerateArray()).GetProperty("host").GetString()));
        return [.. instances.Select(instance => instance.GetProperty("instance").GetString()!).Order()];
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Replica replica, string path)
    {
        using var answer = await client.GetAsync(new Uri($"http://{replica.Dedicated}{path}"), Ends);
        return answer.StatusCode;
    }
}
