using OrleansNaming.Repair;

namespace OrleansNaming.Contracts;

/// <summary>How long a change takes to be everywhere, as its owner measures it, and how far behind a reader was.</summary>
public abstract class ConvergenceContract : EngineContract
{
    [Fact]
    public async Task A_change_is_measured_until_every_node_has_it()
    {
        var servers = await StartAsync(3);
        var token = await servers[0].BindAsync("orders");
        var seen = await MeasuredAsync(servers[0], token.Stamp);

        var shown = await ShownAsync(servers[0]);
        Assert.Equal((token.Stamp, 2, 0, seen.Took), (shown.Last!.Stamp, shown.Last.Nodes, shown.Last.Gone, shown.Last.Took));
        Assert.Equal(shown.Last, shown.Longest);
        Assert.Equal((1L, default(Stamp), 0), (shown.Measured, shown.Waiting, shown.Missing.Count));
        Assert.True(shown.Bound >= Cluster.Interval * 2);
        Assert.All(servers[1..], reader => Assert.All(
            reader.Of(ObservationKind.Applied, servers[0]).Where(applied => applied.Text == "inline"), applied => Assert.Equal(TimeSpan.Zero, applied.Took)));
    }

    [Fact]
    public async Task Who_lost_the_notice_is_the_slowest_and_knows_how_long_it_was_behind()
    {
        var servers = await StartAsync(3);
        var (owner, reader) = (servers[0], servers[1]);

        var lost = await Cluster.LoseAsync(owner, reader, () => owner.BindAsync("orders"));

        var seen = await MeasuredAsync(owner, lost.Stamp);
        Assert.Equal(reader.Name, seen.Owner.Value);
        Assert.True(seen.Took >= Cluster.Interval * 0.9, $"the next repeat, a T later, was the first that it heard; measured was {seen.Took}");
        var line = (await reader.Engine.GetStatusAsync(TestContext.Current.CancellationToken)).Owners.Single(one => one.Server.Value == owner.Name);
        Assert.Null(line.Behind);
        Assert.Equal(reader.Of(ObservationKind.Applied, owner)[^1].Took, line.AppliedIn);
        Assert.True(line.LongestApply >= line.AppliedIn);
    }

    [Fact]
    public async Task Who_is_dead_is_not_waited_for()
    {
        var servers = await StartAsync(3);
        await Cluster.KillAsync(servers[2]);
        var token = await servers[0].BindAsync("orders");

        await MeasuredAsync(servers[0], token.Stamp);

        var shown = await ShownAsync(servers[0]);
        Assert.Equal((token.Stamp, 1, "s2"), (shown.Last!.Stamp, shown.Last.Nodes, shown.Last.Slowest.Value));
        Assert.Empty(shown.Missing);
    }

    private protected async Task<Observation> MeasuredAsync(Server owner, Stamp stamp)
    {
        await Cluster.UntilAsync(() => owner.Of(ObservationKind.Acknowledged).Any(seen => seen.Stamp == stamp), $"{owner} has measured {stamp}");
        return owner.Of(ObservationKind.Acknowledged).Single(seen => seen.Stamp == stamp);
    }

    private protected static async Task<Convergence> ShownAsync(Server server) =>
        (await server.Engine.GetStatusAsync(TestContext.Current.CancellationToken)).Convergence;
}
