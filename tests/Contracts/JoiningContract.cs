namespace OrleansNaming.Contracts;

/// <summary>A server that comes late learns everything, and asks no more than it must.</summary>
public abstract class JoiningContract : EngineContract
{
    [Fact]
    [Row("B8")]
    public async Task A_fourth_server_asks_each_owner_once()
    {
        var servers = await StartAsync(3);
        foreach (var server in servers)
        {
            await server.BindAsync("orders");
        }

        await ResolvesAsync(servers[0], "orders", "s1", "s2", "s3");
        foreach (var server in servers)
        {
            server.Forget();
        }

        var fourth = await Cluster.StartAsync("s4", new EngineSetup { JoinMode = JoinMode.EachOwner });
        await JoinedAsync([.. servers, fourth]);

        await ResolvesAsync(fourth, "orders", "s1", "s2", "s3");
        Assert.Equal(["s1", "s2", "s3"], fourth.Of(ObservationKind.FetchStarted).Select(fetch => fetch.Owner.Value).Order());
        Assert.All(servers, server => Assert.Single(server.Of(ObservationKind.FetchServed)));
    }

    [Fact]
    [Row("B8b")]
    public async Task A_fourth_server_that_takes_a_dump_asks_no_owner_whose_list_it_holds()
    {
        var servers = await StartAsync(3);
        foreach (var server in servers)
        {
            await server.BindAsync("orders");
        }

        foreach (var server in servers)
        {
            await ResolvesAsync(server, "orders", "s1", "s2", "s3");
        }

        var fourth = await Cluster.StartAsync("s4", new EngineSetup { JoinMode = JoinMode.Dump });
        await JoinedAsync([.. servers, fourth]);

        await ResolvesAsync(fourth, "orders", "s1", "s2", "s3");
        Assert.Empty(fourth.Of(ObservationKind.FetchStarted));
    }

    [Fact]
    [Row("B8")]
    public async Task A_server_that_is_alone_is_complete()
    {
        var servers = await StartAsync(1);

        Assert.True(servers[0].Engine.Replica.IsComplete);
    }

    [Fact]
    [Lesson(27)]
    public async Task A_server_that_restarts_opens_a_higher_incarnation_everywhere()
    {
        var servers = await StartAsync(2);
        await servers[0].BindAsync("orders");
        var before = servers[0].Holds(servers[0]);
        await Cluster.KillAsync(servers[0]);

        var again = await Cluster.StartAsync("s1");

        Assert.True(again.Holds(again).Epoch > before.Epoch);
        await Cluster.UntilAsync(() => servers[1].Holds(again).Epoch > before.Epoch, "s2 holds the new incarnation of s1");
        Assert.Empty(servers[1].Resolve("orders"));
    }
}
