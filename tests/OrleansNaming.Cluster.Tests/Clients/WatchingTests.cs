using Orleans.TestingHost;

namespace OrleansNaming.Cluster.Tests.Clients;

[On(Engine.Orleans)]
public sealed class WatchingTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_watches_from_the_present_state_on(bool keepReplica)
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = keepReplica);
        await ClientCluster.BindAsync(cluster.Silos[0], "shop/orders", 80);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "other", 80);
        await cluster.Client.ResolveAsync("other", new() { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends);
        await using var changes = cluster.Client.WatchAsync("shop", Ends).GetAsyncEnumerator(Ends);
        Assert.Equal("Bound shop/orders/silo_0", await NextAsync(changes));
        await ClientCluster.BindAsync(cluster.Silos[1], "shop/orders", 81);
        Assert.Equal("Bound shop/orders/silo_1", await NextAsync(changes));
        await ClientCluster.BindAsync(cluster.Silos[1], "shop/orders", 82);
        Assert.Equal("Rebound shop/orders/silo_1", await NextAsync(changes));
        await cluster.Client.RegisterAsync(new Registration("shop/jobs", "job-7"), Ends);
        Assert.Equal("Bound shop/jobs/job-7", await NextAsync(changes));
        await cluster.Client.DeregisterAsync("shop/jobs", "job-7", Ends);
        Assert.Equal("Unbound shop/jobs/job-7", await NextAsync(changes));
    }

    [Fact]
    public async Task A_silo_watches_what_other_silos_bind()
    {
        await using var cluster = await ClientCluster.StartAsync(2);
        await using var changes = ClientCluster.ClientOf(cluster.Silos[0]).WatchAsync("shop", Ends).GetAsyncEnumerator(Ends);
        await ClientCluster.BindAsync(cluster.Silos[1], "shop/orders", 81);
        Assert.Equal("Bound shop/orders/silo_1", await NextAsync(changes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_watcher_that_is_too_slow_gets_a_reset_and_the_present_state(bool onSilo)
    {
        await using var cluster = await ClientCluster.StartAsync(1, options => options.KeepReplica = false);
        var watched = onSilo ? ClientCluster.ClientOf(cluster.Silos[0]) : cluster.Client;
        await ClientCluster.BindAsync(cluster.Silos[0], "shop/first", 80);
        await using var changes = watched.WatchAsync("shop", Ends).GetAsyncEnumerator(Ends);
        Assert.Equal("Bound shop/first/silo_0", await NextAsync(changes));

        // One silo is asked for more only when the client has read what it has: the silo's queue of 1,024 overflows.
        await RebindAsync(cluster.Silos[0], Watching.WatchFeed.PendingMax + 400);
        await ClientCluster.BindAsync(cluster.Silos[0], "shop/last", 81);
        var read = 0;
        string next;
        do
        {
            next = await NextAsync(changes);
            read++;
        }
        while (!next.StartsWith("Reset", StringComparison.Ordinal));
        Assert.InRange(read, 1, Watching.WatchFeed.PendingMax + 400);
        string[] present = [await NextAsync(changes), await NextAsync(changes)];
        Assert.Equal(["Bound shop/first/silo_0", "Bound shop/last/silo_0"], present);
    }

    [Fact]
    public async Task When_the_watched_silo_dies_the_watch_goes_on_at_another_with_a_reset()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        await using var changes = cluster.Client.WatchAsync("shop", Ends).GetAsyncEnumerator(Ends);
        await cluster.Client.RegisterAsync(new Registration("shop/jobs", "job-7") { Lease = TimeSpan.FromMinutes(30) }, Ends);
        Assert.Equal("Bound shop/jobs/job-7", await NextAsync(changes));
        await cluster.StopSiloAsync(cluster.Silos[0]);
        var pending = NextAsync(changes);
        await ClientCluster.BindAsync(cluster.Silos[0], "shop/orders", 80);
        var seen = new List<string> { await pending };
        while (!seen.Contains("Bound shop/orders/silo_1"))
        {
            seen.Add(await NextAsync(changes));
        }

        // Whichever silo was watched: after a reset the whole present state came, else the one change.
        Assert.True(seen[0] == "Reset " ? seen.Contains("Bound shop/jobs/job-7") : seen.All(change => !change.StartsWith("Reset", StringComparison.Ordinal)), string.Join(", ", seen));
    }

    /// <summary>The silo that is behind answers calls as ever: without the demand, half of the watches would begin there.</summary>
    [Fact]
    public async Task A_watch_from_a_write_begins_at_a_silo_that_has_it()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        await KnowEachOtherAsync(cluster);
        await cluster.FreezeAsync(cluster.Silos[1]);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "shop/orders", 81);
        for (var i = 0; i < 6; i++)
        {
            await using var changes = cluster.Client.WatchAsync("shop", new ReadOptions { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends).GetAsyncEnumerator(Ends);
            Assert.Equal("Bound shop/orders/silo_0", await NextAsync(changes));
            Assert.Equal(81, changes.Current.Instance!.Endpoints[0].Port);
        }
    }

    [Fact]
    public async Task A_watch_that_moves_to_another_silo_begins_with_nothing_older_than_what_it_saw()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        await KnowEachOtherAsync(cluster);
        await cluster.FreezeAsync(cluster.Silos[1]);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "shop/orders", 81);
        await using var changes = cluster.Client.WatchAsync("shop", new ReadOptions { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends).GetAsyncEnumerator(Ends);
        Assert.Equal("Bound shop/orders/silo_0", await NextAsync(changes)); // Watched at the first silo, since the other has not got it.
        cluster.Thaw(cluster.Silos[1]);
        await ClientCluster.BindAsync(cluster.Silos[1], "shop/jobs", 82);
        Assert.Equal("Bound shop/jobs/silo_1", await NextAsync(changes));
        await ClientCluster.ClientOf(cluster.Silos[1]).ResolveAsync("shop/orders", new() { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends);

        await cluster.KillSiloAsync(cluster.Silos[0]);

        Assert.Equal("Reset ", await NextAsync(changes));
        var seen = new List<string> { await NextAsync(changes) };
        while (!seen.Contains("Bound shop/jobs/silo_1"))
        {
            seen.Add(await NextAsync(changes));
        }

        Assert.DoesNotContain(seen, change => change.StartsWith("Reset", StringComparison.Ordinal));
    }

    /// <summary>The only silo that is left has never heard of it, and says nothing older in its place.</summary>
    [Fact]
    public async Task A_watch_whose_state_no_silo_has_ends_and_says_so()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        await KnowEachOtherAsync(cluster);
        await cluster.FreezeAsync(cluster.Silos[1]);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "shop/orders", 81);
        await using var changes = cluster.Client.WatchAsync("shop", new ReadOptions { AtLeast = token, Timeout = TimeSpan.FromSeconds(3) }, Ends).GetAsyncEnumerator(Ends);
        Assert.Equal("Bound shop/orders/silo_0", await NextAsync(changes));

        await cluster.KillSiloAsync(cluster.Silos[0]);

        var ended = await Assert.ThrowsAsync<NamingException>(() => NextAsync(changes));
        Assert.Equal(Refusal.NotReached, ended.Refusal);
        Assert.Contains("no silo has what this watch has seen", ended.Message);
    }

    /// <summary>Each holds an earlier version of what the other binds.</summary>
    private static async Task KnowEachOtherAsync(ClientCluster cluster)
    {
        for (var i = 0; i < 2; i++)
        {
            var token = await ClientCluster.BindAsync(cluster.Silos[i], "shop/orders", 70 + i);
            await ClientCluster.ClientOf(cluster.Silos[1 - i]).ResolveAsync("shop/orders", new() { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends);
        }

        var gone = await ClientCluster.EngineOf(cluster.Silos[1]).CommitAsync(new Unbind("shop/orders", ClientCluster.EngineOf(cluster.Silos[1]).Server.Value), Ends);
        await ClientCluster.ClientOf(cluster.Silos[0]).ResolveAsync("shop/orders", new() { AtLeast = gone.Token, Timeout = TimeSpan.FromSeconds(30) }, Ends);
    }

    private static async Task RebindAsync(InProcessSiloHandle silo, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await ClientCluster.BindAsync(silo, "shop/first", 1_000 + i);
        }
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<NamingChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ends));
        return $"{changes.Current.Kind} {changes.Current.Instance}";
    }
}
