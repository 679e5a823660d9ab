using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Mastery;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>Searching, blocks, and what becomes of them (rows E8, E10–E14, E23).</summary>
public sealed class WorkTests
{
    private static readonly TimeSpan T = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E8")]
    public void Through_ten_failovers_only_the_owner_looks_for_work(TrackLevel level)
    {
        var world = new TrackWorld(1, new TrackWorldOptions { Level = level, Servers = 3, Tracks = 1 });
        SortedSet<string> searchers = [];
        world.OnOutput = (machine, output) =>
        {
            if (output is SearchWork search)
            {
                searchers.Add(machine.Holder.ToString());
                Assert.Same(world.Watch.OwnerOf(search.Token.Track), machine);
            }
        };
        world.StartAll();
        world.RunFor(8 * T);
        for (var failover = 0; failover < 10; failover++)
        {
            world.Board.Add("track-000", 10);
            var owner = world.Watch.OwnerOf("track-000")!;
            world.Kill(owner);
            world.RunFor(T);
            world.Start(owner);
            Assert.True(world.RunUntil(world.Now + (16 * T), () => world.Board.ReadyCount == 0), $"failover {failover}");
        }

        Assert.Equal(11, searchers.Count);
    }

    [Fact]
    [Row("E10")]
    public void An_owner_searches_makes_blocks_and_searches_again_each_cycle()
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Servers = 2, Tracks = 1 });
        world.StartAll();
        world.RunFor(8 * T);
        List<(string What, TimeSpan At)> cycle = [];
        world.OnOutput = (_, output) =>
        {
            if (output is SearchWork or SendBlock)
            {
                cycle.Add((output is SearchWork ? "search" : "block", world.Now));
            }
        };
        for (var i = 0; i < 3; i++)
        {
            Assert.True(world.RunUntil(world.Now + (2 * T), () => cycle.Count(done => done.What == "search") == 1 + (2 * i)));
            world.RunFor(TimeSpan.FromSeconds(1)); // the search found nothing
            world.Board.Add("track-000", 5);
            Assert.True(world.RunUntil(world.Now + (2 * T), () => world.Board.ReadyCount == 0 && cycle[^1].What == "block"));
        }

        Assert.Equal(["search", "search", "block", "search", "search", "block", "search", "search", "block"], cycle.Select(done => done.What));
        Assert.All(new[] { 1, 4, 7 }, i => Assert.InRange(cycle[i].At - cycle[i - 1].At, T, T + TimeSpan.FromSeconds(1.2)));
    }

    [Fact]
    [Row("E10")]
    public void An_owner_that_is_woken_searches_at_once()
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Servers = 1, Tracks = 1 });
        world.StartAll();
        world.RunFor(8 * T);
        world.Board.Add("track-000", 5);
        world.Step(world["s00"], static (node, now) => node.Wake("track-000", now));
        Assert.True(world.RunUntil(world.Now + TimeSpan.FromSeconds(3), () => world.Board.ReadyCount == 0));
    }

    [Fact]
    [Row("E40")]
    public void A_server_that_is_told_of_work_in_anothers_track_wakes_its_owner()
    {
        var world = new TrackWorld(2, new TrackWorldOptions { Servers = 2, Tracks = 1 });
        world.StartAll();
        world.RunFor(8 * T);
        var owner = world.Watch.OwnerOf("track-000")!;
        world.Board.Add("track-000", 5);
        world.Step(world.Machines.Single(machine => machine != owner), static (node, now) => node.Wake("track-000", now));
        Assert.True(world.RunUntil(world.Now + TimeSpan.FromSeconds(3), () => world.Board.ReadyCount == 0));
    }

    /// <summary>Seed 393: it went on, and nobody told it any more that the group had lost its master.</summary>
    [Fact]
    [Row("E29")]
    public void A_server_that_leaves_goes_on_with_nothing_that_it_runs_for_others()
    {
        var (world, owner, worker) = Pair();
        var block = new Block(owner.Node!.Owned.Single().Token, 1_001, BlockKind.RecordSet, ["one", "two"]);
        List<TrackOutput> wanted = [];
        world.OnOutput = (machine, output) => wanted.AddRange(machine == worker ? [output] : []);
        world.Step(worker, (node, now) => node.BlockHeard(block, now));
        world.Step(worker, static (node, now) => node.Leave(now));
        Assert.Equal(block, Assert.Single(wanted.OfType<AbandonBlock>()).Block);
    }

    [Fact]
    [Row("E40")]
    public void A_wake_while_a_search_is_under_way_brings_another_search()
    {
        var options = new TrackNodeOptions { Group = "g", Self = NodeBench.HolderOf("s00") };
        var ledger = new BlockLedger(options, new PeerTable(options));
        var token = new TrackToken("jobs", 1, options.Self);
        ledger.Open(token);
        Assert.Single(ledger.Searches(TimeSpan.Zero));
        ledger.Wake("jobs");
        Assert.Empty(ledger.Searches(TimeSpan.Zero)); // one at a time
        ledger.Found(token, [], TimeSpan.Zero);
        Assert.Single(ledger.Searches(TimeSpan.Zero));
        ledger.Found(token, [], TimeSpan.Zero);
        Assert.Empty(ledger.Searches(TimeSpan.Zero)); // the next cycle's
    }

    [Fact]
    [Row("E14")]
    public void A_block_of_which_nothing_was_done_goes_behind_the_others_and_its_queue_rests()
    {
        var options = new TrackNodeOptions { Group = "g", Self = NodeBench.HolderOf("s00"), BlockRecords = 1 };
        var ledger = new BlockLedger(options, new PeerTable(options));
        var token = new TrackToken("jobs", 1, options.Self);
        ledger.Open(token);
        Assert.Single(ledger.Searches(TimeSpan.Zero));
        ledger.Found(token, ["bad", "good", "next"], TimeSpan.Zero);

        var bad = Assert.Single(ledger.Hand(1, TimeSpan.Zero)).Block;
        ledger.Hear(options.Self, new BlockWord(token, bad.Id, [], IsOver: true), TimeSpan.Zero);
        Assert.Equal(["bad"], bad.Items);
        Assert.Empty(ledger.Hand(1, options.Scan - TimeSpan.FromTicks(1)));

        var good = Assert.Single(ledger.Hand(1, options.Scan)).Block;
        ledger.Hear(options.Self, new BlockWord(token, good.Id, ["good"], IsOver: true), options.Scan);
        Assert.Equal(["next", "bad"], ledger.Hand(2, options.Scan).Select(handed => Assert.Single(handed.Block.Items)));
    }

    [Fact]
    [Row("E11")]
    public void A_set_of_records_and_a_list_of_steps_come_to_the_same_end()
    {
        var (world, owner, worker) = Pair();
        var token = owner.Node!.Owned.Single().Token;
        world.Board.Add("track-000", 4);
        var records = world.Board.Find("track-000", 4);
        world.Step(worker, (node, now) => node.BlockHeard(new Block(token, 1_001, BlockKind.RecordSet, [records[0], records[1]]), now));
        world.Step(worker, (node, now) => node.BlockHeard(new Block(token, 1_002, BlockKind.StepList, ["read", "mail", "mark"], records[2]), now));
        world.Step(worker, (node, now) => node.BlockHeard(new Block(token, 1_003, BlockKind.StepList, ["read", "mail", "mark"], records[3]), now));
        world.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal([1, 1, 1, 1], records.Select(record => world.Board.EffectsOf("track-000", record)));
        Assert.Empty(worker.Node!.Running);
    }

    [Fact]
    [Row("E12")]
    public void A_loaded_server_asks_for_no_work_and_one_that_becomes_idle_asks_at_once()
    {
        var world = new TrackWorld(4, new TrackWorldOptions { Servers = 2, Tracks = 1, Slots = 1, Work = TimeSpan.FromSeconds(1), BlockRecords = 20 });
        world.StartAll();
        world.RunFor(8 * T);
        var worker = world.Machines.Single(machine => machine != world.Watch.OwnerOf("track-000"));
        List<(TimeSpan At, int Free, int Running)> said = [];
        world.OnAdvert = (machine, advert) =>
        {
            if (machine == worker)
            {
                said.Add((world.Now, advert.FreeSlots, machine.Node!.Running.Count()));
            }
        };
        world.Board.Add("track-000", 20);
        Assert.True(world.RunUntil(world.Now + (3 * T), () => worker.Node!.Running.Any()));
        Assert.True(world.RunUntil(world.Now + (3 * T), () => !worker.Node!.Running.Any()));
        var idle = world.Now;
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Contains(said, advert => advert.Running == 1);
        Assert.All(said, advert => Assert.Equal(1 - advert.Running, advert.Free));
        Assert.Single(said, advert => advert.At >= idle && advert.At <= idle + TimeSpan.FromMilliseconds(251) && advert.Free == 1);
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E14")]
    public void A_single_server_finishes_all_its_work_itself(TrackLevel level)
    {
        var world = new TrackWorld(5, new TrackWorldOptions { Level = level, Servers = 1, Tracks = 3 });
        foreach (var track in world.TrackNames)
        {
            world.Board.Add(track, 300);
        }

        world.StartAll();
        Assert.True(world.RunUntil(TimeSpan.FromMinutes(4), () => world.Board.ReadyCount == 0));
        Assert.Equal(900, world.Board.DoneBy["s00"]);
    }

    [Fact]
    [Row("E13")]
    public void Three_hundred_blocks_go_to_three_workers_a_quarter_at_least_to_each_and_none_runs_twice()
    {
        var world = new TrackWorld(6, new TrackWorldOptions { Servers = 4, Tracks = 1, BlockRecords = 10, Work = TimeSpan.FromMilliseconds(300), FirstOnlyOwns = true });
        Dictionary<string, int> ran = [];
        world.OnOutput = (_, output) =>
        {
            foreach (var record in output is RunBlock run ? run.Block.Items : [])
            {
                ran[record] = ran.GetValueOrDefault(record) + 1;
            }
        };
        world.StartAll();
        world.RunFor(8 * T);
        world.Board.Add("track-000", 3_000);
        Assert.True(world.RunUntil(world.Now + TimeSpan.FromMinutes(20), () => world.Board.ReadyCount == 0));
        var owner = world.Watch.OwnerOf("track-000")!;
        Assert.All(world.Machines.Where(machine => machine != owner), worker => Assert.InRange(world.Blocks.RunBy[worker.Name], 75, 300));
        Assert.All(ran, record => Assert.Equal(1, record.Value));
    }

    [Theory]
    [InlineData(TrackLevel.BestEffort)]
    [InlineData(TrackLevel.Fenced)]
    [Row("E23")]
    public void Of_a_worker_that_dies_at_60_of_100_records_the_other_40_run_again_and_the_60_do_not(TrackLevel level)
    {
        var world = new TrackWorld(7, new TrackWorldOptions { Level = level, Servers = 2, Tracks = 1, Slots = 1, Work = TimeSpan.FromMilliseconds(500) });
        world.StartAll();
        world.RunFor(8 * T);
        var owner = world.Watch.OwnerOf("track-000")!;
        var worker = world.Machines.Single(machine => machine != owner);
        world.Board.Add("track-000", 100);
        Assert.True(world.RunUntil(world.Now + (10 * T), () => owner.Acknowledged.Count == 60));
        var acknowledged = owner.Acknowledged.Select(done => done.Record).ToHashSet();
        Assert.Equal(60, world.Board.DoneBy[worker.Name]);
        world.Kill(worker);
        List<string> again = [];
        world.OnOutput = (_, output) => again.AddRange(output is RunBlock run ? run.Block.Items : []);
        Assert.True(world.RunUntil(world.Now + (12 * T), () => world.Board.ReadyCount == 0));
        Assert.Equal(40, again.Count);
        Assert.DoesNotContain(again, acknowledged.Contains);
        Assert.Equal(GroupPhase.Operational, owner.Node!.Phase);
        Assert.Equal(0, world.Board.Doubled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Row("E23")]
    public void A_block_whose_worker_lives_is_kept_as_long_as_it_speaks_of_it_and_returns_when_it_does_not(bool speaks)
    {
        var bench = new NodeBench("a", tracks: ["t"]);
        var worker = NodeBench.HolderOf("b");
        var sequence = 0UL;
        void Pass(TimeSpan span)
        {
            for (var end = bench.Now + span; bench.Now < end;)
            {
                bench.Hear("b", ++sequence, static advert => advert with { FreeSlots = 1 });
                bench.RunTo(bench.Now + T);
                if (speaks && bench.Node.Ledger.Assigned.FirstOrDefault(given => given.Worker == worker) is { } given)
                {
                    bench.Do((node, now) => node.WordHeard(worker, new BlockWord(given.Block.Token, given.Block.Id, [], IsOver: false), now));
                }
            }
        }

        Pass(8 * T);
        var token = bench.Outputs.OfType<TrackAcquired>().Single().Token;
        bench.Do((node, now) => node.WorkFound(token, ["r1", "r2"], now));
        var sent = bench.Outputs.OfType<SendBlock>().Single();
        Pass(12 * T);
        var again = bench.Outputs.OfType<SendBlock>().Skip(1).Count() + bench.Outputs.OfType<RunBlock>().Count();
        Assert.Equal(worker, sent.To);
        Assert.Equal(speaks, again == 0);
    }

    [Fact]
    [Row("E23")]
    public void A_worker_says_four_times_a_lease_which_blocks_it_runs()
    {
        var bench = new NodeBench("b");
        bench.Hear("a", 1, static advert => advert with { IsMaster = true });
        bench.Do((node, now) => node.BlockHeard(new Block(new TrackToken("t", 1, NodeBench.HolderOf("a")), 7, BlockKind.RecordSet, ["r"]), now));
        bench.RunTo(TimeSpan.FromSeconds(58));
        Assert.InRange(bench.Outputs.OfType<SendWord>().Count(word => word.Word is { BlockId: 7, IsOver: false }), 3, 4);
    }

    [Fact]
    public void What_others_make_up_is_not_remembered()
    {
        var bench = new NodeBench("a", tracks: ["t"]);
        for (var i = 0UL; i < 200; i++)
        {
            bench.RunTo(bench.Now + (T / 2));
            bench.Hear($"b{i}", 1, advert => advert with { FreeSlots = 4, Owned = [.. Enumerable.Range(0, 100).Select(track => new OwnedTrack($"{i}-{track}", 1))] });
            if (bench.Node.Owned.FirstOrDefault() is { } tenure)
            {
                bench.Do((node, now) => node.WorkFound(tenure.Token, [$"r{i}"], now));
            }
        }

        Assert.NotEmpty(bench.Outputs.OfType<SendBlock>());
        Assert.InRange(bench.Node.RememberedCount, 0, 4);
        Assert.InRange(bench.Node.Ledger.RequestersCount, 0, 17);
    }

    /// <summary>Two servers, of which one owns the only track.</summary>
    private static (TrackWorld World, TrackMachine Owner, TrackMachine Worker) Pair()
    {
        var world = new TrackWorld(3, new TrackWorldOptions { Servers = 2, Tracks = 1 });
        world.StartAll();
        world.RunFor(8 * T);
        var owner = world.Watch.OwnerOf("track-000")!;
        return (world, owner, world.Machines.Single(machine => machine != owner));
    }
}
