using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>Claims that are challenged, shared, or meet a cut (rows E15, E17, E19, E26).</summary>
public sealed class ClaimTests
{
    private static readonly TimeSpan T = TimeSpan.FromSeconds(15);

    [Fact]
    [Row("E17")]
    public void A_claim_that_comes_when_the_counter_is_at_1_is_a_challenge_and_the_loser_withdraws_in_its_next_advert()
    {
        var bench = new NodeBench("b", tracks: ["t"]);
        bench.RunTo(T * 1.1);
        Assert.Equal(1, bench.Node.Claims.Single().Counter);
        bench.Hear("a", 1, advert => advert with { Claims = [new ClaimedTrack("t", 2)] });
        bench.RunTo(T * 2.1);
        Assert.Empty(bench.Adverts.Last().Claims);
        Assert.Empty(bench.Outputs.OfType<TrackAcquired>());
    }

    [Fact]
    [Row("E17")]
    public void A_challenger_that_owns_more_loses_and_the_claim_stands()
    {
        var bench = new NodeBench("b", tracks: ["t", "u"]);
        bench.Hear("a", 1, advert => advert with { Owned = [new OwnedTrack("u", 1)] });
        bench.RunTo(T * 1.1);
        bench.Hear("a", 2, advert => advert with { Owned = [new OwnedTrack("u", 1)], Claims = [new ClaimedTrack("t", 2)] });
        bench.RunTo(T * 2.1);
        Assert.Equal("t", Assert.Single(bench.Outputs.OfType<TrackAcquired>()).Token.Track);
    }

    [Fact]
    [Row("E17")]
    public void A_claim_on_what_a_live_server_owns_is_refused()
    {
        var bench = new NodeBench("b", tracks: ["t"]);
        bench.RunTo(T * 2.1);
        Assert.Single(bench.Outputs.OfType<TrackAcquired>());
        bench.Hear("a", 1, advert => advert with { Claims = [new ClaimedTrack("t", 1)] });
        bench.RunTo(T * 4);
        Assert.Empty(bench.Outputs.OfType<TrackLost>());
        Assert.Equal("t", Assert.Single(bench.Adverts.Last().Owned).Track);

        var challenger = new NodeBench("a", tracks: ["t"]);
        challenger.RunTo(T * 1.1);
        challenger.Hear("b", 9, advert => advert with { Owned = [new OwnedTrack("t", 1)] });
        challenger.RunTo(T * 3);
        Assert.Empty(challenger.Adverts.Last().Claims);
        Assert.Empty(challenger.Outputs.OfType<TrackAcquired>());
        Assert.NotNull(challenger.Node.Claim("t", challenger.Now));
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort, 4)]
    [InlineData(TrackLevel.Fenced, 4)]
    [InlineData(TrackLevel.Fenced, 0)]
    [Row("E15")]
    public void Who_joins_a_group_that_owns_everything_ends_up_owning_something(TrackLevel level, int slots)
    {
        var world = new TrackWorld(1, new TrackWorldOptions { Level = level, Servers = 3, Tracks = 6, Slots = slots });
        world.Start(world["s00"]);
        world.Start(world["s01"]);
        world.RunFor(10 * T);
        Assert.Equal([3, 3], world.Machines.Take(2).Select(world.Watch.CountOf));
        world.Start(world["s02"]);
        world.RunFor(16 * T);
        Assert.InRange(world.Watch.CountOf(world["s02"]), 1, 6);
        Assert.All(world.TrackNames, track => Assert.NotNull(world.Watch.OwnerOf(track)));
    }

    [Fact]
    [Row("E19")]
    public void Of_two_halves_that_do_not_hear_each_other_one_owner_is_committed_for_each_track()
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Servers = 4, Tracks = 12 });
        foreach (var left in world.Machines.Take(2))
        {
            foreach (var right in world.Machines.Skip(2))
            {
                world.Cut(left, right);
                world.Cut(right, left);
            }
        }

        world.StartAll();
        world.RunFor(20 * T); // two owners at any moment would have ended it: OneWorker, TokenUnique
        Assert.Equal(["s00", "s00", "s02", "s02"], world.Machines.Select(machine => machine.Node!.Master!.Value.Value));
        Assert.All(world.TrackNames, track => Assert.Equal(world.Store.Find(track)!.Holder, Assert.Single(world.Watch.OwnersOf(track)).Holder));
    }

    [Fact]
    [Row("E26")]
    public void When_the_next_owner_dies_between_its_take_and_its_work_nobody_works_under_the_old_epoch()
    {
        var world = new TrackWorld(3, new TrackWorldOptions { Servers = 2, Tracks = 1 });
        const string Track = "track-000";
        world.StartAll();
        world.RunFor(10 * T);
        var former = world.Watch.OwnerOf(Track)!;
        var next = world.Machines.Single(machine => machine != former);
        var old = world.Store.Find(Track)!.Token!.Value;
        world.Pause(former, 10 * T);
        Assert.True(world.RunUntil(world.Now + (8 * T), () => world.Store.Find(Track)!.Epoch > old.Epoch));
        Assert.Empty(next.Node!.Owned);
        world.Kill(next);
        List<TrackToken> worked = [];
        world.OnOutput = (_, output) => worked.AddRange(output switch { SearchWork search => [search.Token], RunBlock run => [run.Block.Token], SendBlock send => [send.Block.Token], _ => (TrackToken[])[] });
        world.Board.Add(Track, 50);
        Assert.Equal(RecordOutcome.Refused, world.Board.Finish(old, world.Board.Find(Track, 1)[0], former.Name));
        Assert.True(world.RunUntil(world.Now + (40 * T), () => world.Board.ReadyCount == 0));
        Assert.All(worked, token => Assert.True(token.Epoch > old.Epoch + 1, $"worked under {token}"));
    }
}
