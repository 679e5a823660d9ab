using OrleansNaming.Tracks.Mastery;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>Who is the master, and what its word means (rows E28, E29, E31).</summary>
public sealed class MasteryTests
{
    private static readonly TimeSpan T = TimeSpan.FromSeconds(15);

    [Fact]
    [Row("E28")]
    public void Of_2_and_10_and_a_the_lowest_by_bytes_is_10()
    {
        var world = new TrackWorld(1, new TrackWorldOptions { Servers = 3, Tracks = 3, Names = ["2", "10", "a"] });
        world.StartAll();
        world.RunFor(8 * T);
        Assert.All(world.Machines, machine => Assert.Equal("10", machine.Node!.Master!.Value.Value));
        world.Kill(world["10"]);
        world.RunFor(8 * T);
        Assert.All(world.Machines.Where(machine => machine.Node is not null), machine => Assert.Equal("2", machine.Node!.Master!.Value.Value));
    }

    [Fact]
    [Row("E29")]
    public void A_group_is_forming_then_operational_then_degraded_and_works_only_when_it_is_operational()
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Servers = 3, Tracks = 6 });
        foreach (var track in world.TrackNames)
        {
            world.Board.Add(track, 20_000);
        }

        List<GroupPhase> phases = [];
        var (phase, done) = (GroupPhase.Forming, new Dictionary<GroupPhase, int>());
        world.OnOutput = (machine, output) =>
        {
            if (machine.Name == "s02" && output is PhaseChanged changed)
            {
                phase = changed.Phase;
                phases.Add(phase);
            }
            else if (machine.Name == "s02" && output is SearchWork or RunBlock or SendBlock)
            {
                done[phase] = done.GetValueOrDefault(phase) + 1;
            }
        };
        world.StartAll();
        world.RunFor(8 * T);
        Assert.NotEmpty(world["s02"].Node!.Owned);
        world.Kill(world["s00"]);
        world.RunFor(8 * T);
        Assert.Equal([GroupPhase.Operational, GroupPhase.Degraded, GroupPhase.Operational], phases);
        Assert.Equal([GroupPhase.Operational], done.Keys);
    }

    [Fact]
    [Row("E29")]
    public void What_runs_is_abandoned_when_the_group_has_no_master()
    {
        var world = new TrackWorld(3, new TrackWorldOptions { Servers = 3, Tracks = 6, Slots = 1, Work = TimeSpan.FromSeconds(2), BlockRecords = 1_000 });
        foreach (var track in world.TrackNames)
        {
            world.Board.Add(track, 1_000);
        }

        world.StartAll();
        world.RunFor(8 * T);
        Assert.NotEmpty(world["s02"].Node!.Running);
        world.Kill(world["s00"]);
        Assert.True(world.RunUntil(world.Now + (5 * T), () => world["s02"].Node!.Phase == GroupPhase.Degraded));
        world.RunFor(TimeSpan.FromSeconds(3));
        Assert.Empty(world["s02"].Node!.Running);
    }

    [Fact]
    [Row("E31")]
    public void When_the_master_dies_there_is_a_new_one_within_six_intervals()
    {
        for (var seed = 0UL; seed < 30; seed++)
        {
            var world = new TrackWorld(seed, new TrackWorldOptions { Tracks = 5, ClockDrift = 0.01 });
            world.StartAll();
            world.RunFor((8 * T) + TimeSpan.FromSeconds(seed));
            world.Kill(world["s00"]);
            Assert.True(
                world.RunUntil(world.Now + (6 * T * 1.01), () => world.Machines.Skip(1).All(machine => machine.Node!.Master?.Value == "s01")),
                $"seed {seed}: {string.Join(' ', world.Machines.Skip(1).Select(machine => machine.Node!.Master?.Value ?? "nobody"))}");
        }
    }

    [Theory]
    [InlineData(false, "s01")]
    [InlineData(true, "s00")]
    [Row("E31")]
    public void A_lower_id_that_comes_back_takes_the_mastery_only_where_the_option_says_so(bool preempts, string master)
    {
        var world = new TrackWorld(4, new TrackWorldOptions { Tracks = 5, PreemptsMaster = preempts });
        world.StartAll();
        world.RunFor(8 * T);
        world.Kill(world["s00"]);
        world.RunFor(8 * T);
        Assert.All(world.Machines.Skip(1), machine => Assert.Equal("s01", machine.Node!.Master!.Value.Value));
        world.Start(world["s00"]);
        world.RunFor(8 * T);
        Assert.All(world.Machines, machine => Assert.Equal(master, machine.Node!.Master!.Value.Value));
    }
}
