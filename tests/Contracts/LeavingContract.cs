using System.Collections.Concurrent;
using OrleansNaming.Resolution;

namespace OrleansNaming.Contracts;

/// <summary>Servers go, with a goodbye or without.</summary>
public abstract class LeavingContract : EngineContract
{
    [Fact]
    public async Task What_a_server_offered_is_gone_when_it_said_goodbye()
    {
        var servers = await StartAsync(3);
        await servers[0].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1");
        await ResolvesAsync(servers[2], "orders", "s1");

        await Cluster.LeaveAsync(servers[0]);

        await ResolvesAsync(servers[1], "orders");
        await ResolvesAsync(servers[2], "orders");
        Assert.All(servers[1..], server => Assert.DoesNotContain(server.Of(ObservationKind.OwnerStateChanged, servers[0]), seen => seen.Text.Contains("Hidden", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    [Row("B14")]
    [Lesson(34)]
    public async Task A_drain_is_completed_when_every_other_server_has_confirmed_it()
    {
        var servers = await StartAsync(3);
        await servers[0].BindAsync("orders");
        await servers[1].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1", "s2");
        await ResolvesAsync(servers[2], "orders", "s1", "s2");

        var completed = await servers[0].Engine.CommitAsync(new Drain(TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        Assert.Equal((Refusal.None, DrainOutcome.Completed), (completed.Refusal, completed.Drain!.Outcome));
        Assert.Equal(["s2 True confirmed", "s3 True confirmed"], completed.Drain.Nodes.Select(node => $"{node.Server} {node.IsConfirmed} {node.Why}"));
        Assert.True(completed.Drain.LongestTtl >= TimeSpan.FromSeconds(1));
        Assert.All(servers, server => Assert.Equal(["s2"], ResolutionPipeline.Narrow(server.Engine.Replica.Resolve("orders"), null).Select(instance => instance.InstanceId)));

        var again = await servers[0].Engine.CommitAsync(new Drain(TimeSpan.Zero), TestContext.Current.CancellationToken);
        Assert.Equal((DrainOutcome.Completed, completed.Drain.Token), (again.Drain!.Outcome, again.Drain.Token));
        await servers[0].CommitAsync(new SetStatus(OwnerStatus.Serving));
    }

    [Fact]
    [Lesson(9)]
    public async Task What_a_killed_server_offered_is_hidden()
    {
        var servers = await StartAsync(3);
        await servers[0].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1");
        await ResolvesAsync(servers[2], "orders", "s1");

        await Cluster.KillAsync(servers[0]);

        await ResolvesAsync(servers[1], "orders");
        await ResolvesAsync(servers[2], "orders");
    }

    [Fact]
    [Lesson(22)]
    public async Task What_a_killed_server_offered_does_not_come_back_when_its_name_does()
    {
        var servers = await StartAsync(3);
        await servers[0].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1");
        await ResolvesAsync(servers[2], "orders", "s1");
        await Cluster.KillAsync(servers[0]);
        await ResolvesAsync(servers[1], "orders");
        await ResolvesAsync(servers[2], "orders");
        var shown = new ConcurrentQueue<string>();
        foreach (var server in servers[1..])
        {
            server.Engine.Subscribe(changes => changes.Where(change => change is { Kind: ChangeKind.Bound, Name: "orders" }).ToList().ForEach(change => shown.Enqueue($"{server} shows {change}")));
        }

        servers[0] = await Cluster.StartAsync("s1");
        await JoinedAsync(servers);
        var token = await servers[0].BindAsync("invoices");

        await HoldsAsync(servers[1], servers[0], token.Stamp);
        await HoldsAsync(servers[2], servers[0], token.Stamp);
        Assert.Empty(shown);
    }

    [Fact]
    public async Task A_stopped_engine_refuses_changes()
    {
        var servers = await StartAsync(1);
        await Cluster.LeaveAsync(servers[0]);

        var late = await servers[0].Engine.CommitAsync(new Unbind("orders", "s1"), TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.Stopping, late.Refusal);
    }

    [Fact]
    [Lesson(29)]
    public async Task A_second_live_server_of_one_name_does_not_start()
    {
        var servers = await StartAsync(2);

        var refused = await Assert.ThrowsAsync<NamingException>(() => Cluster.StartAsync("s1", new EngineSetup { OtherFolder = true }));

        Assert.Equal(Refusal.Superseded, refused.Refusal);
        Assert.Contains("s1", refused.Message);
        await servers[0].BindAsync("still-here");
        await ResolvesAsync(servers[1], "still-here", "s1");
    }
}
