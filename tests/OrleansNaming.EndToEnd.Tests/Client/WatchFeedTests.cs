using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.InProcess;
using OrleansNaming.Watching;

namespace OrleansNaming.EndToEnd.Tests.Client;

public sealed class WatchFeedTests : IDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly WatchFeed _feed;
    private int _port;

    public WatchFeedTests() => _feed = new WatchFeed(new EngineSource(_engine), NullLogger<WatchFeed>.Instance, pendingMax: 10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _feed.Dispose();

    [Fact]
    [Lesson(39)]
    public async Task A_watcher_that_is_too_slow_gets_one_reset_and_the_present_state_then_goes_on()
    {
        await using var watcher = await _feed.JoinAsync("", null, Stop);
        await using var quick = await _feed.JoinAsync("", null, Stop);
        Assert.Equal(WatchBatchKind.Present, (await watcher.ReadAsync(Stop))!.Kind);
        await quick.ReadAsync(Stop);
        for (var i = 0; i < 50; i++)
        {
            _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1 + i));
            Assert.Equal(WatchBatchKind.Change, (await quick.ReadAsync(Stop))!.Kind);
        }

        var seen = new List<WatchBatch>();
        do
        {
            seen.Add((await watcher.ReadAsync(Stop))!);
        }
        while (seen[^1].Kind != WatchBatchKind.Reset);

        Assert.Equal(10, seen.Count - 1);
        Assert.Equal(Enumerable.Range(1, 10), seen[..^1].Select(Port));
        Assert.Equal(50, Port(seen[^1]));
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 99));
        var next = await watcher.ReadAsync(Stop);
        Assert.Equal((WatchBatchKind.Change, 99), (next!.Kind, Port(next)));
    }

    [Fact]
    [Lesson(35)]
    public async Task Every_event_of_an_owner_comes_once_and_in_order_while_watchers_join()
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var feed = new WatchFeed(new EngineSource(_engine), NullLogger<WatchFeed>.Instance, pendingMax: 100_000);
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000 && !ends.IsCancellationRequested; i++)
                {
                    _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1 + i));
                }
            },
            Stop);
        for (var join = 0; join < 20; join++)
        {
            await using var watcher = await feed.JoinAsync("a", null, Stop);
            var present = (await watcher.ReadAsync(Stop))!;
            var last = present.Changes.Count == 0 ? 0 : Port(present);
            for (var i = 0; i < 100 && last < 20_000; i++)
            {
                Assert.Equal(last + 1, Port((await watcher.ReadAsync(Stop))!));
                last++;
            }
        }

        await ends.CancelAsync();
        await writing;
    }

    [Fact]
    [Lesson(35)]
    public async Task What_a_step_applied_before_the_feed_looked_and_tells_after_it_is_told_once()
    {
        _engine.BeginStep();
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1), ScriptedEngine.Service("gone", "1"));
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 2));
        _engine.Remove("alpha", "gone", "1");
        _engine.Hide("alpha");
        _engine.Reveal("alpha");
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 3));
        await using var watcher = await _feed.JoinAsync("", null, Stop);
        Assert.Equal(3, Port((await watcher.ReadAsync(Stop))!));
        _engine.EndStep();
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 4));
        Assert.Equal(4, Port((await watcher.ReadAsync(Stop))!));
    }

    [Fact]
    [Lesson(35)]
    public async Task A_feed_that_starts_while_versions_come_begins_with_one_whole_version_and_goes_on_after_it()
    {
        _engine.Put("alpha", [.. Enumerable.Range(0, 200).Select(static i => ScriptedEngine.Service($"m{i}", "1"))]);
        _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1), ScriptedEngine.Service("z", "1", port: 1));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writing = Task.Run(
            () =>
            {
                for (var port = 2; port < 65_536 && !ends.IsCancellationRequested; port++)
                {
                    _engine.Put("alpha", ScriptedEngine.Service("a", "1", port), ScriptedEngine.Service("z", "1", port));
                }
            },
            Stop);
        for (var start = 0; start < 200 && !writing.IsCompleted; start++)
        {
            using var feed = new WatchFeed(new EngineSource(_engine), NullLogger<WatchFeed>.Instance, pendingMax: 100_000);
            await using var watcher = await feed.JoinAsync("", null, Stop);
            var last = PortOfBoth((await watcher.ReadAsync(Stop))!);
            for (var i = 0; i < 20 && last < 65_535; i++)
            {
                Assert.Equal(++last, PortOfBoth((await watcher.ReadAsync(Stop))!));
            }
        }

        await ends.CancelAsync();
        await writing;

        static int PortOfBoth(WatchBatch batch)
        {
            int[] ports = [.. batch.Changes.Where(change => change.Name is "a" or "z").Select(change => change.Instance!.Endpoints[0].Port)];
            Assert.Equal([ports[0], ports[0]], ports);
            return ports[0];
        }
    }

    [Fact]
    [Lesson(39)]
    public async Task When_the_feed_itself_cannot_keep_up_every_watcher_gets_a_reset()
    {
        // A queue of two: the watchers' own jobs and a storm do not fit, and what does not fit is lost to the feed.
        using var feed = new WatchFeed(new EngineSource(_engine), NullLogger<WatchFeed>.Instance, jobsMax: 2);
        await using var watcher = await feed.JoinAsync("", null, Stop);
        await watcher.ReadAsync(Stop);
        await StormUntilResetAsync(watcher);
    }

    [Fact]
    [Lesson(39)]
    public async Task However_often_the_feed_cannot_keep_up_a_watcher_that_does_not_read_gets_one_reset()
    {
        using var feed = new WatchFeed(new EngineSource(_engine), NullLogger<WatchFeed>.Instance, jobsMax: 2);
        await using var quiet = await feed.JoinAsync("quiet", null, Stop);
        await quiet.ReadAsync(Stop);
        await using var busy = await feed.JoinAsync("", null, Stop);
        await busy.ReadAsync(Stop);
        for (var resets = 0; resets < 3; resets++)
        {
            await StormUntilResetAsync(busy);
        }

        await using var last = await feed.JoinAsync("", null, Stop);
        await last.ReadAsync(Stop); // the feed has done all that was before it
        Assert.Equal(WatchBatchKind.Reset, (await quiet.ReadAsync(Stop))!.Kind);
        Assert.False(quiet.ReadAsync(Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_guest_that_another_server_takes_over_is_rebound_and_not_bound_twice()
    {
        await using var watcher = await _feed.JoinAsync("", null, Stop);
        await watcher.ReadAsync(Stop);
        _engine.Put("alpha", Guest(revision: 1, hold: 1));
        Assert.Equal(ChangeKind.Bound, (await watcher.ReadAsync(Stop))!.Changes.Single().Kind);
        _engine.Put("beta", Guest(revision: 1, hold: 2));
        var moved = (await watcher.ReadAsync(Stop))!.Changes.Single();
        Assert.Equal((ChangeKind.Rebound, "beta"), (moved.Kind, moved.Owner.Value));
        _engine.Put("beta", new Tombstone("jobs", "job-7", 2, 2, 0));
        Assert.Equal(ChangeKind.Unbound, (await watcher.ReadAsync(Stop))!.Changes.Single().Kind);

        static Instance Guest(ulong revision, ulong hold) => new("jobs", "job-7", [], null, new GuestRecord(revision, hold, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Watchers_are_told_when_the_feed_ends()
    {
        var watcher = await _feed.JoinAsync("", null, Stop);
        await watcher.ReadAsync(Stop);
        _feed.Dispose();
        Assert.Null(await watcher.ReadAsync(Stop));
        await watcher.DisposeAsync();
    }

    private async Task StormUntilResetAsync(Watcher watcher)
    {
        for (WatchBatch? read = null; read?.Kind != WatchBatchKind.Reset;)
        {
            for (var i = 0; i < 1_000; i++)
            {
                _engine.Put("alpha", ScriptedEngine.Service("a", "1", port: 1 + (_port++ % 60_000)));
            }

            do
            {
                read = await watcher.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop);
            }
            while (read!.Kind == WatchBatchKind.Change && Port(read) != 1 + ((_port - 1) % 60_000));
        }
    }

    private static int Port(WatchBatch batch) => batch.Changes.Single().Instance!.Endpoints[0].Port;
}
