using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Simulated;

[On(Engine.Simulated)]
public sealed class SimulatedConvergenceTests : ConvergenceContract
{
    private protected override IEngineCluster NewCluster() => new SimulatedCluster();

    [Fact]
    [Lesson(19)]
    public async Task With_one_message_lost_the_stated_bound_holds()
    {
        var servers = await StartAsync(3);
        var lost = await Cluster.LoseAsync(servers[0], servers[1], () => servers[0].BindAsync("orders"));

        var seen = await MeasuredAsync(servers[0], lost.Stamp);

        Assert.InRange(seen.Took, TimeSpan.Zero, (await ShownAsync(servers[0])).Bound);
    }
}
