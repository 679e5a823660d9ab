using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>Three hosts behind one address; b is a process of its own, and is killed with -9.</summary>
[On(Engine.Lan)]
public sealed class KilledReplicaTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The states are noted as the directory tells of them, so none is missed. How long it took is printed beside the bound, and decides nothing.</summary>
    [Fact, Row("M1"), Row("M6"), Row("M8")]
    public async Task A_replica_that_is_killed_is_stale_then_gone_and_the_others_go_on()
    {
        using var shared = Shared.Http();
        await using var b = await ReplicaProcess.StartAsync(shared, "b");
        await using var hosts = await SharedHosts.StartAsync(shared, ["a", "c"], count: 3);
        await hosts.UntilAPeerAsync("a", "b");
        await hosts.UntilAPeerAsync("a", "c");
        using var diaries = new Diaries(hosts, "b");

        var start = TimeProvider.System.GetTimestamp();
        await b.KillAsync();
        var calls = 0;
        for (; !diaries.Gone.IsCompleted; calls++)
        {
            Assert.StartsWith("c|", await hosts["a"].Peers.GetStringAsync(hosts.Common.Url("/who"), Ends)); // Whoever is dead is passed over.
        }

        await diaries.Gone;
        foreach (var (reader, states) in diaries.All)
        {
            Assert.Equal([NeighbourState.Reachable, NeighbourState.Stale, NeighbourState.Gone], states.Select(state => state.State));
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{reader}: b stale {Seconds(start, states[1].At)} s and gone {Seconds(start, states[2].At)} s after kill -9; the hiding bound is {Timing.HidingBound(Interval).TotalSeconds:0.0} s");
        }

        Assert.True(calls > 0);
        await Assert.ThrowsAsync<HttpRequestException>(() => hosts.AskAsync("a", "b"));
        Assert.Equal(0, hosts.Director.Accepted);
    }

    /// <summary>Another process of the name, at the same endpoint: found by the directory, without anything being told to callers.</summary>
    [Fact, Row("M1"), Row("M7")]
    public async Task A_replica_that_is_started_again_is_reachable_again_and_called()
    {
        using var shared = Shared.Http();
        var b = await ReplicaProcess.StartAsync(shared, "b");
        await using var hosts = await SharedHosts.StartAsync(shared, ["a", "c"], count: 3);
        using (var diaries = new Diaries(hosts, "b"))
        {
            await b.KillAsync();
            await diaries.Gone;
        }

        await b.DisposeAsync();
        await using var again = await ReplicaProcess.StartAsync(shared, "b");
        await Eventually.Holds(
            () => Task.FromResult(hosts["a"].Neighbours.Current),
            table => table.All.Single(line => line.Server.Value == "b").State == NeighbourState.Reachable, "b is reachable again", TimeSpan.FromMinutes(1));
        await hosts.UntilAPeerAsync("a", "b");

        Assert.StartsWith($"b|{Shared.Vip}:{shared.Port}|a|", await hosts.AskAsync("a", "b"));
    }

    private static string Seconds(long from, long to) => $"{TimeProvider.System.GetElapsedTime(from, to).TotalSeconds:0.0}";
}
