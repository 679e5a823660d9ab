using System.Net;
using System.Net.Sockets;
using OrleansNaming.Lan.Keys;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>What holds between hosts that share one address, whichever engine makes them nodes: real nodes, web servers and sockets on loopback.</summary>
public abstract class SharedAddressContract
{
    private static readonly Func<Shared>[] Kinds = [Shared.Http, Shared.Https, Shared.MutualTls];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>By key over HTTP and over HTTPS, by certificate, and by source address where nothing else is there.</summary>
    [Theory, Row("M1"), Row("M5"), Row("M6"), Row("M7"), Row("M10")]
    [InlineData(0, 1_000)]
    [InlineData(1, 1_000)]
    [InlineData(2, 100)]
    public async Task From_A_all_calls_to_B_reach_B_which_sees_the_clusters_Host_and_peer_A(int kind, int calls)
    {
        await using var hosts = await StartAsync(Kinds[kind]());
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
        await using var hosts = await StartAsync(Shared.Http());
        using var outside = new HttpClient(hosts.Common.NewHandler());

        Assert.Equal($"a|{Shared.Vip}:{hosts.Common.Port}|outsider||", await outside.GetStringAsync(hosts.Common.Url("/who"), Ends));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(outside, hosts["b"], "/who"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(outside, hosts["b"], "/health"));
    }

    [Fact, Row("M8")]
    public async Task With_five_replicas_all_of_100_call_backs_reach_the_caller()
    {
        await using var hosts = await StartAsync(Shared.Http(), count: 5);
        var targets = hosts.Replicas.Skip(1).Select(replica => replica.Name).ToList();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("a", await hosts.AskAsync("a", targets[i % targets.Count], "/call-me-back"));
        }

        Assert.Equal([100, 0, 0, 0, 0], hosts.Replicas.Select(replica => replica.CalledBack));
        Assert.Equal(0, hosts.Director.Accepted);
    }

    /// <summary>A member may dial a dedicated address under its own name: the application sees the cluster's all the same, and the header what was sent.</summary>
    [Fact, Row("M5")]
    public async Task A_Host_that_is_not_the_clusters_is_restored_and_kept_in_Forwarded()
    {
        await using var hosts = await StartAsync(Shared.HttpWithoutKeys());
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
        await using var hosts = await StartAsync(Shared.Http());
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

    /// <summary>Nobody is an outsider for a moment, though in the end no key of the beginning is left.</summary>
    [Fact, Row("M7")]
    public async Task Keys_are_replaced_while_all_run()
    {
        await using var hosts = await StartAsync(Shared.Http());
        var keys = KeyringFile.Load(hosts.Common.KeysFile!);
        foreach (var next in new[] { keys = keys.Add(), keys = keys.Use(2), keys.Remove(1) })
        {
            next.Save(hosts.Common.KeysFile!);
            foreach (var replica in hosts.Replicas)
            {
                await Eventually.Holds(
                    () => Task.FromResult(replica.Keys), ring => ring.Ids.Count == next.Keys.Count && ring.PrimaryId == next.Keys[0].Id, $"{replica.Name} has taken the file up");
            }

            Assert.StartsWith("b|", await hosts.AskAsync("a", "b"));
        }
    }

    private protected virtual Task<SharedHosts> StartAsync(Shared shared, int count = 3) => SharedHosts.StartAsync(shared, count);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Replica replica, string path)
    {
        using var answer = await client.GetAsync(new Uri($"http://{replica.Dedicated}{path}"), Ends);
        return answer.StatusCode;
    }
}
