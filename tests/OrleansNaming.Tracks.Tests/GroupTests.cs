using OrleansNaming.Tracks.Mastery;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests;

/// <summary>A group as a whole, on simulated time.</summary>
public sealed class GroupTests
{
    private static readonly TimeSpan T = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E18")]
    public void A_cold_start_of_five_servers_and_twenty_tracks_gives_four_to_each(TrackLevel level)
    {
        var world = new TrackWorld(1, new TrackWorldOptions { Level = level });
        world.StartAll();
        world.RunFor(8 * T);
        Assert.All(world.Machines, machine => Assert.Equal(4, world.Watch.CountOf(machine)));
        Assert.Equal(0, world.Watch.Overlaps);
        Assert.All(world.Machines, machine => Assert.Equal(GroupPhase.Operational, machine.Node!.Phase));
        Assert.Equal("s00", world["s04"].Node!.Master!.Value.Value);
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E22")]
    public void When_the_owner_of_six_dies_its_three_peers_get_two_each(TrackLevel level)
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Level = level, Servers = 4, Tracks = 24 });
        world.StartAll();
        world.RunFor(8 * T);
        Assert.Equal(6, world.Watch.CountOf(world["s03"]));
        world.Kill(world["s03"]);
        world.RunFor(8 * T);
        Assert.Equal([8, 8, 8], world.Machines.Take(3).Select(world.Watch.CountOf));
    }

    [Fact]
    [Row("E16")]
    public void A_sole_server_owns_at_its_second_advert_after_the_claim_and_does_no_work_before()
    {
        var world = new TrackWorld(3, new TrackWorldOptions { Level = TrackLevel.BestEffort, Servers = 1, Tracks = 1 });
        world.Board.Add("track-000", 10);
        world.StartAll();
        world.RunFor(2 * T * 0.94);
        Assert.Equal(0, world.Watch.CountOf(world["s00"]));
        world.RunFor(2 * T * 0.12);
        Assert.Equal(1, world.Watch.CountOf(world["s00"]));
        Assert.Equal(10, world.Board.ReadyCount); // no master yet: row E29
        world.RunFor(8 * T);
        Assert.Equal(0, world.Board.ReadyCount);
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort, 7)]
    [InlineData(TrackLevel.Fenced, 4)]
    [Row("E24")]
    public void Through_a_hundred_kills_no_track_is_without_an_owner_for_longer_than_is_promised(TrackLevel level, int intervals)
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var world = new TrackWorld(seed, new TrackWorldOptions { Level = level, Tracks = 10, ClockDrift = 0.01 });
            world.StartAll();
            world.RunFor(10 * T + TimeSpan.FromSeconds(seed % 15));
            var victim = world.Machines[(int)(seed % 5)];
            world.Kill(victim);
            world.RunFor(12 * T);
            Assert.Equal(2, world.Watch.Gaps.Count);
            Assert.All(world.Watch.Gaps, gap => Assert.True(gap <= (intervals * T * 1.02) + TimeSpan.FromSeconds(1), $"seed {seed}: {gap}"));
        }
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E13")]
    public void Three_workers_share_one_owners_blocks_and_none_runs_twice(TrackLevel level)
    {
        var world = new TrackWorld(5, new TrackWorldOptions { Level = level, Servers = 4, Tracks = 1, FirstOnlyOwns = true });
        world.Board.Add("track-000", 30_000);
        world.StartAll();
        Assert.True(world.RunUntil(TimeSpan.FromHours(1), () => world.Board.ReadyCount == 0));
        var owner = world.Watch.OwnerOf("track-000")!;
        Assert.All(world.Machines.Where(machine => machine != owner), worker => Assert.True(world.Board.DoneBy[worker.Name] >= 30_000 / 4, $"{worker} did {world.Board.DoneBy[worker.Name]}"));
    }
}
