using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>A process without an engine and without a replica: every call is one question to a server.</summary>
public sealed class HttpNamingClientTests
{
    private const string Key = "admin-key-0123456789abcdef";

    private readonly SoloEngine _engine = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_of_the_client_works_over_the_api()
    {
        await using var node = await ApiNode.StartAsync(_engine, options => options.AdminKeys.Add(Key));
        await using var provider = Provider(Key, node.Url);
        var client = provider.GetRequiredService<INamingClient>();
        var token = await client.RegisterAsync(
            new Registration("shop/orders", "o-1")
            {
                Endpoints = [new Endpoint("http", "10.0.0.7", 8080)],
                Zone = "eu-1",
                Tags = ["v2"],
                Metadata = new Dictionary<string, string> { ["rack"] = "4" },
                Weight = 3,
                Lease = TimeSpan.FromSeconds(20),
            },
            Stop);
        var found = await client.ResolveAsync("shop/orders", new() { AtLeast = token, Tags = ["v2"], Zone = "eu-1" }, Stop);
        Assert.Equal(token, found.Stamp);
        var instance = Assert.Single(found);
        Assert.Equal(("o-1", "eu-1", 3, true), (instance.InstanceId, instance.Zone, instance.Weight, instance.IsGuest));
        Assert.Equal("10.0.0.7:8080", instance.Endpoint("http").ToString());
        Assert.Equal("4", instance.Metadata["rack"]);
        Assert.Equal(new NameListItem("shop", 0, true), Assert.Single((await client.ListAsync(cancellationToken: Stop)).Names));
        var told = await client.ExplainAsync("shop/orders", new() { Zone = "us" }, Stop);
        Assert.Equal(("zone", "own", token), (told.Instances[0].RemovedBy, told.Instances[0].Learnt, told.Instances[0].Stamp));
        await client.RenewAsync("shop/orders", "o-1", Stop);
        await client.DeregisterAsync("shop/orders", "o-1", Stop);
        Assert.Empty(await client.ResolveAsync("shop/orders", cancellationToken: Stop));
        var gone = await Assert.ThrowsAsync<NamingException>(() => client.RenewAsync("shop/orders", "o-1", Stop));
        Assert.Equal(Refusal.NotFound, gone.Refusal);
    }

    [Fact]
    public async Task What_a_server_refuses_is_the_refusal_that_its_own_process_would_get()
    {
        await using var node = await ApiNode.StartAsync(_engine, options => options.AdminKeys.Add(Key));
        await using var provider = Provider(null, node.Url);
        var client = provider.GetRequiredService<INamingClient>();
        var noKey = await Assert.ThrowsAsync<NamingException>(() => client.RegisterAsync(new("orders", "o-1"), Stop));
        Assert.Equal(Refusal.Forbidden, noKey.Refusal);
        Assert.Contains("this needs a key", noKey.Message);
        var wrong = await Assert.ThrowsAsync<NamingException>(() => client.ResolveAsync("Orders", cancellationToken: Stop));
        Assert.Equal(Refusal.Invalid, wrong.Refusal);
        var ahead = new Token(_engine.Server, _engine.Stamp.Next());
        var late = await Assert.ThrowsAsync<NamingException>(
            () => client.ResolveAsync("orders", new() { AtLeast = ahead, Timeout = TimeSpan.FromMilliseconds(50) }, Stop));
        Assert.Equal(Refusal.NotReached, late.Refusal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(50 * TimeSpan.TicksPerDay)]
    public async Task Any_time_out_is_taken_as_one_that_a_server_keeps(long ticks)
    {
        await using var node = await ApiNode.StartAsync(_engine);
        await using var provider = Provider(null, node.Url);
        var client = provider.GetRequiredService<INamingClient>();
        var token = await client.RegisterAsync(new("orders", "o-1"), Stop);
        var demand = new ReadOptions { AtLeast = token, Timeout = new TimeSpan(ticks) };
        Assert.Single(await client.ResolveAsync("orders", new() { AtLeast = token, Timeout = demand.Timeout }, Stop));
        Assert.Single((await client.ListAsync("", null, demand, Stop)).Names);
        await foreach (var change in client.WatchAsync("", demand, Stop))
        {
            Assert.Equal("orders", change.Name);
            break;
        }
    }

    [Fact]
    public async Task A_session_does_not_go_back_where_the_next_server_is_behind()
    {
        var (ahead, behind) = (new ScriptedEngine("alpha"), new ScriptedEngine("beta"));
        foreach (var engine in (ScriptedEngine[])[ahead, behind])
        {
            engine.Put("gamma", ScriptedEngine.Service("orders", "old"));
        }

        ahead.Remove("gamma", "orders", "old");
        await using var first = await ApiNode.StartAsync(ahead);
        await using var second = await ApiNode.StartAsync(behind);
        await using var of = Provider(null, first.Url);
        await using var other = Provider(null, second.Url);
        var session = new ReadSession();
        Assert.Empty(await of.GetRequiredService<INamingClient>().ResolveAsync("orders", new() { Session = session }, Stop));
        Assert.Equal(2UL, Assert.Single(session.Seen.Seen).Stamp.Version);

        var client = other.GetRequiredService<INamingClient>();
        var briefly = TimeSpan.FromMilliseconds(50);
        var late = await Assert.ThrowsAsync<NamingException>(() => client.ResolveAsync("orders", new() { Session = session, Timeout = briefly }, Stop));
        Assert.Equal(Refusal.NotReached, late.Refusal);
        Assert.Equal(Refusal.NotReached, (await Assert.ThrowsAsync<NamingException>(() => client.ListAsync("", null, new() { Session = session, Timeout = briefly }, Stop))).Refusal);
        behind.Remove("gamma", "orders", "old");
        Assert.Empty(await client.ResolveAsync("orders", new() { Session = session }, Stop));
        Assert.Empty((await client.ListAsync("", null, new ReadOptions { Session = session }, Stop)).Names);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_passed_over_and_the_one_that_answered_is_asked_next()
    {
        var gone = await ApiNode.StartAsync(_engine);
        await gone.DisposeAsync();
        await using var node = await ApiNode.StartAsync(_engine);
        await using var provider = Provider(null, gone.Url, node.Url);
        var client = provider.GetRequiredService<INamingClient>();
        await client.RegisterAsync(new("orders", "o-1"), Stop);
        Assert.Single(await client.ResolveAsync("orders", cancellationToken: Stop));
        Assert.Equal(node.Url, provider.GetRequiredService<Servers.NamingServers>().Preferred);
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_passed_over()
    {
        var joining = new ScriptedEngine("beta");
        joining.Replica.IsComplete = false;
        await using var first = await ApiNode.StartAsync(joining);
        await using var second = await ApiNode.StartAsync(_engine);
        await _engine.CommitAsync(new Bind(new Registration("orders", "alpha"), true), Stop);
        await using var provider = Provider(null, first.Url, second.Url);
        Assert.Single(await provider.GetRequiredService<INamingClient>().ResolveAsync("orders", cancellationToken: Stop));
    }

    [Fact]
    public async Task When_no_server_answers_the_failure_names_each()
    {
        var gone = await ApiNode.StartAsync(_engine);
        await gone.DisposeAsync();
        await using var provider = Provider(null, gone.Url, new Uri("http://localhost:1"));
        var failure = await Assert.ThrowsAsync<NamingException>(() => provider.GetRequiredService<INamingClient>().ResolveAsync("orders", cancellationToken: Stop));
        Assert.Equal(Refusal.Unreachable, failure.Refusal);
        Assert.Contains($"{gone.Url} (", failure.Message);
        Assert.Contains("http://localhost:1/ (", failure.Message);
    }

    [Fact]
    public async Task A_watch_goes_on_at_the_next_server_with_a_reset()
    {
        var (one, two) = (new ScriptedEngine("alpha"), new ScriptedEngine("beta"));
        var first = await ApiNode.StartAsync(one);
        await using var second = await ApiNode.StartAsync(two);
        one.Put("gamma", ScriptedEngine.Service("orders", "g"));
        two.Put("gamma", ScriptedEngine.Service("orders", "g"));
        await using var provider = Provider(null, first.Url, second.Url);
        await using var watch = provider.GetRequiredService<INamingClient>().WatchAsync("orders", Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(ChangeKind.Bound, (await NextAsync(watch)).Kind);
        await first.DisposeAsync();
        Assert.Equal(ChangeKind.Reset, (await NextAsync(watch)).Kind);
        Assert.Equal("g", (await NextAsync(watch)).Instance!.InstanceId);
        two.Put("gamma", ScriptedEngine.Service("orders", "h"));
        Assert.Equal("h", (await NextAsync(watch)).Instance!.InstanceId);
    }

    [Fact]
    public async Task Without_a_replica_there_is_none_and_it_says_why()
    {
        await using var provider = Provider(null, new Uri("http://localhost:1"));
        var none = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<INamingReplica>());
        Assert.Contains("Naming:KeepReplica is false", none.Message);
    }

    private static async Task<NamingChange> NextAsync(IAsyncEnumerator<NamingChange> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));
        return watch.Current;
    }

    private static ServiceProvider Provider(string? key, params Uri[] servers)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOrleansNaming().UseServers(options =>
        {
            (options.Key, options.KeepReplica) = (key, false);
            foreach (var server in servers)
            {
                options.Servers.Add(server.ToString());
            }
        });
        return services.BuildServiceProvider();
    }
}
