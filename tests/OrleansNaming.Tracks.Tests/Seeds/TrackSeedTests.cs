using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests.Seeds;

/// <summary>Real track nodes in simulated groups: every promise, under every fault. A failure prints the seed, what it tried, and what led to it.</summary>
public sealed class TrackSeedTests
{
    private static readonly TimeSpan Troubles = TimeSpan.FromMinutes(Effort.Tier == Tier.Quick ? 6 : 40);

    [Fact]
    [Row("E8")]
    [Row("E16")]
    [Row("E18")]
    [Row("E19")]
    [Row("E23")]
    [Row("E24")]
    [Row("E29")]
    public void Every_promise_holds_in_groups_of_random_faults()
    {
        var sweep = new TrackSweep(Troubles);
        sweep.Run(1, (ulong)Effort.Seeds, static outcome => outcome.Broken is not null);
        TestContext.Current.TestOutputHelper?.WriteLine(sweep.ToString());
        Assert.True(sweep.Broken.Count == 0, sweep.Broken.Count == 0 ? "" : sweep.Story(sweep.Broken.First()));
        Assert.All(TrackFaults.Classes, fault => Assert.True(sweep.Faults.GetValueOrDefault(fault) > 0, $"no seed had the fault '{fault}'"));
        Assert.True(sweep.Blocks > 10 * Effort.Seeds, $"only {sweep.Blocks} blocks ran: an idle group keeps every promise");
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_twice()
    {
        for (var seed = 9_001UL; seed <= 9_005; seed++)
        {
            var plan = TrackPlan.For(seed, TimeSpan.FromMinutes(5));
            Assert.Equal(TrackSeed.Run(plan).World.Trace.Hash, TrackSeed.Run(plan).World.Trace.Hash);
        }
    }

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(TrackSeed.Run(TrackPlan.For(1, TimeSpan.FromMinutes(1))).World.Trace.Hash, TrackSeed.Run(TrackPlan.For(2, TimeSpan.FromMinutes(1))).World.Trace.Hash);
}
