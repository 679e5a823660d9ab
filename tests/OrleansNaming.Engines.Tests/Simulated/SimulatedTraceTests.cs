using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Simulated;

/// <summary>
/// The repair of a gap in the order of the patent's FIG 5, as Core tells it; an engine makes spans of it (Lan/Telemetry). In virtual time two
/// servers' observations have one order, which no clock has to establish.
/// </summary>
[On(Engine.Simulated)]
public sealed class SimulatedTraceTests : IAsyncLifetime
{
    private readonly List<(string At, ObservationKind What, Observation Told)> _stages = [];
    private readonly SimulatedCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    [Row("B13")]
    public async Task A_repair_tells_the_stages_of_figure_5_in_order_once_each()
    {
        var owner = await _cluster.StartAsync("s1");
        var reader = await _cluster.StartAsync("s2");
        var first = await owner.BindAsync("a");
        await _cluster.UntilAsync(() => reader.Holds(owner) == first.Stamp, "s2 holds the first version");
        Listen(owner);
        Listen(reader);

        await _cluster.LoseAsync(owner, reader, () => owner.BindAsync("lost"));
        var heard = await owner.BindAsync("heard");
        await _cluster.UntilAsync(() => reader.Holds(owner) == heard.Stamp, "s2 holds the last version");

        // 172 stale, 174 asked, 176 packaged; that it was sent (178) shows in that it was applied (180).
        Assert.Equal(
            [("s2", ObservationKind.GapSeen), ("s2", ObservationKind.FetchStarted), ("s1", ObservationKind.FetchServed), ("s2", ObservationKind.Applied)],
            _stages.Select(stage => (stage.At, stage.What)));
        Assert.All(_stages, stage => Assert.Equal(heard.Stamp, stage.Told.Stamp));
        Assert.All(_stages[..3], stage => Assert.Equal(first.Stamp, stage.Told.Since));
        Assert.Equal("pull", _stages[3].Told.Text);
    }

    [Fact]
    [Row("B13")]
    public async Task A_change_that_is_heard_whole_is_no_repair()
    {
        var owner = await _cluster.StartAsync("s1");
        var reader = await _cluster.StartAsync("s2");
        var first = await owner.BindAsync("a");
        await _cluster.UntilAsync(() => reader.Holds(owner) == first.Stamp, "s2 holds the first version");
        Listen(owner);
        Listen(reader);

        var heard = await owner.BindAsync("heard");
        await _cluster.UntilAsync(() => reader.Holds(owner) == heard.Stamp, "s2 holds the change");

        Assert.Equal([("s2", ObservationKind.Applied)], _stages.Select(stage => (stage.At, stage.What)));
        Assert.Equal("inline", _stages[0].Told.Text);
    }

    /// <summary>Everything that is a stage; what else is seen meanwhile belongs to other stories.</summary>
    private void Listen(Server server) => server.Engine.Observe(what =>
    {
        if (what.Owner.Value == "s1" && what.Kind is ObservationKind.GapSeen or ObservationKind.FetchStarted or ObservationKind.FetchServed or ObservationKind.Applied)
        {
            _stages.Add((server.Name, what.Kind, what));
        }
    });
}
