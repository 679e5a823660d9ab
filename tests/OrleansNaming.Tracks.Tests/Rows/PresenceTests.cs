using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>Who is there: adverts, the table of them, and silence (rows E5–E7, E20, E21, E39).</summary>
public sealed class PresenceTests
{
    private static readonly TimeSpan T = TimeSpan.FromSeconds(15);

    [Fact]
    [Row("E5")]
    public void Two_groups_on_one_network_exchange_no_claims_and_own_their_own_tracks()
    {
        var world = new TrackWorld(1, new TrackWorldOptions { Level = TrackLevel.BestEffort, Servers = 4, Tracks = 6, GroupOf = static i => i < 2 ? "g" : "h" });
        world.StartAll();
        world.RunFor(10 * T);
        Assert.All(world.Machines, machine => Assert.Equal(3, machine.Node!.Owned.Count()));
        Assert.All(world.Machines, machine => Assert.All(machine.Node!.Peers.Rows, row => Assert.Equal(machine.Group, row.Advert.Group)));
        Assert.Equal(["s00", "s00", "s02", "s02"], world.Machines.Select(machine => machine.Node!.Master!.Value.Value));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(121)]
    [Row("E6")]
    public void Each_server_advertises_once_an_interval_up_to_five_percent_early_and_never_late(int seconds)
    {
        var interval = TimeSpan.FromSeconds(seconds);
        var world = new TrackWorld(2, new TrackWorldOptions { Interval = interval, Servers = 3, Tracks = 6 });
        world.StartAll();
        world.RunFor(10 * interval);
        List<(string Server, TimeSpan At, ulong Sequence)> said = [];
        world.OnAdvert = (machine, advert) => said.Add((machine.Name, world.Now, advert.Sequence));
        world.RunFor(40 * interval);
        foreach (var one in said.GroupBy(advert => advert.Server))
        {
            var gaps = one.Zip(one.Skip(1), (a, b) => (Span: b.At - a.At, Steps: b.Sequence - a.Sequence)).ToList();
            Assert.All(gaps, gap => Assert.InRange(gap.Span, interval * 0.95, interval + TimeSpan.FromMilliseconds(1)));
            Assert.All(gaps, gap => Assert.Equal(1UL, gap.Steps));
            Assert.True(gaps.Select(gap => gap.Span).Distinct().Count() > 30, "they keep in step");
        }
    }

    [Fact]
    [Row("E7")]
    public void A_server_is_available_59_seconds_after_its_last_advert_and_unavailable_by_61()
    {
        var bench = new NodeBench("b");
        bench.RunTo(TimeSpan.FromSeconds(7));
        bench.Hear("a", 1);
        var row = bench.Node.Peers.Find(new ServerId("a"))!;
        bench.RunTo(TimeSpan.FromSeconds(7 + 59));
        Assert.True(bench.Node.Peers.IsAvailable(row, bench.Now));
        bench.RunTo(TimeSpan.FromSeconds(7 + 61));
        Assert.False(bench.Node.Peers.IsAvailable(row, bench.Now));
    }

    [Fact]
    [Row("E7")]
    public void An_advert_that_comes_late_and_out_of_order_keeps_nobody_alive()
    {
        var bench = new NodeBench("b");
        bench.Hear("a", 5);
        bench.RunTo(TimeSpan.FromSeconds(50));
        bench.Hear("a", 4);
        bench.RunTo(TimeSpan.FromSeconds(61));
        Assert.Empty(bench.Node.Peers.Available(bench.Now));
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E20")]
    public void The_tables_of_three_servers_are_equal_but_for_the_times(TrackLevel level)
    {
        var world = new TrackWorld(3, new TrackWorldOptions { Level = level, Servers = 3, Tracks = 7 });
        world.StartAll();
        world.RunFor(12 * T);
        for (var look = 0; look < 20; look++)
        {
            world.RunFor(TimeSpan.FromSeconds(7.3));
            Assert.True(world.RunUntil(world.Now + TimeSpan.FromSeconds(1), () => AreEqual(world)), $"they differ for a second at {world.Now}");
        }
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort, 7)]
    [InlineData(TrackLevel.Fenced, 7)]
    [Row("E21")]
    public void A_mute_server_that_still_hears_is_found_out_by_the_scan(TrackLevel level, int intervals)
    {
        var world = new TrackWorld(4, new TrackWorldOptions { Level = level, Servers = 3, Tracks = 6 });
        world.StartAll();
        world.RunFor(10 * T);
        var mute = world["s02"];
        var last = TimeSpan.Zero;
        world.OnAdvert = (machine, _) => last = machine == mute && last == TimeSpan.Zero ? world.Now : last;
        Assert.True(world.RunUntil(world.Now + T, () => last > TimeSpan.Zero));
        world.RunFor(TimeSpan.FromSeconds(0.1));
        world.Cut(mute, world["s00"]);
        world.Cut(mute, world["s01"]);
        bool IsSeen(string by) => world[by].Node!.Peers.Available(world[by].Clock(world.Now)).Any(advert => advert.Sender == mute.Holder);
        world.RunFor(last + TimeSpan.FromSeconds(59) - world.Now);
        Assert.True(IsSeen("s00") && IsSeen("s01"));
        world.RunFor(TimeSpan.FromSeconds(2));
        Assert.False(IsSeen("s00") || IsSeen("s01"));
        world.RunFor(intervals * T);
        if (level == TrackLevel.BestEffort)
        {
            Assert.Equal(0, world.Watch.CountOf(mute)); // it hears that others own its tracks, under higher epochs
        }
        else
        {
            Assert.Equal(2, world.Watch.CountOf(mute)); // it renews in the store: nobody may take them
        }
    }

    [Fact]
    [Row("E39")]
    public void Twenty_servers_with_two_hundred_tracks_say_little_and_all_of_them_work()
    {
        var world = new TrackWorld(5, new TrackWorldOptions { Servers = 20, Tracks = 200, BlockRecords = 5 });
        world.StartAll();
        world.RunFor(16 * T);
        Assert.All(world.TrackNames, track => Assert.NotNull(world.Watch.OwnerOf(track)));
        var (bytes, count) = world.Sent;
        var largest = 0;
        world.OnAdvert = (_, advert) => largest = Math.Max(largest, TrackAdvertCodec.Encode(advert).Length);
        world.RunFor(20 * T);
        var perInterval = (world.Sent.Bytes - bytes) / 20.0;
        TestContext.Current.TestOutputHelper?.WriteLine($"at rest: {(world.Sent.Count - count) / 20.0:F1} adverts of {(world.Sent.Bytes - bytes) / (double)(world.Sent.Count - count):F0} bytes an interval, {perInterval:F0} bytes made, {19 * perInterval:F0} sent to all; the largest {largest}");
        Assert.InRange(largest, 1, 1_200);
        Assert.InRange(perInterval, 1, 20 * 1_200 / 0.95);
        foreach (var track in world.TrackNames)
        {
            world.Board.Add(track, 20);
        }

        Assert.True(world.RunUntil(world.Now + (10 * T), () => world.Board.ReadyCount == 0));
        Assert.Equal(20, world.Blocks.RunBy.Count);
        Assert.InRange(largest, 1, 1_200);
    }

    private static bool AreEqual(TrackWorld world) => world.Machines.All(machine =>
    {
        var said = world.Machines.Where(other => other != machine).Select(other => Text(other.Node!.Peers.Find(new ServerId(machine.Name)))).Distinct().ToList();
        return said.Count == 1 && said[0] == Own(machine);
    });

    private static string Text(PeerRow? row) => row is null ? "nobody" : $"{row.Advert.Sender} {row.Advert.IsMaster} {string.Join(' ', row.Advert.Owned.Select(owned => $"{owned.Track}/{owned.Epoch}"))}";

    private static string Own(TrackMachine machine) => $"{machine.Holder} {machine.Node!.IsMaster} {string.Join(' ', machine.Node.Owned.Select(tenure => $"{tenure.Token.Track}/{tenure.Token.Epoch}"))}";
}
