using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Loop;

[On(Engine.Lan)]
public sealed class SerialLoopTests : IDisposable
{
    private readonly RecordingBody _body = new();
    private readonly SerialLoop _loop;

    public SerialLoopTests() => _loop = new SerialLoop(_body);

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Items_of_many_threads_are_taken_one_at_a_time_and_none_is_lost()
    {
        _loop.Start();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var item = new LoopItem(new Persisted((thread * 2_000) + i));
                if (i % 2 == 0)
                {
                    _loop.Post(item);
                }
                else
                {
                    _loop.Bring(item, SerialLoop.OwnItemsMax);
                }
            }
        })));

        await _body.UntilAsync(16_000);

        Assert.Equal(16_000, _body.Ids.Distinct().Count());
        Assert.Equal(1, _body.AtOnceMost);
        Assert.All(Enumerable.Range(0, 8), thread =>
        {
            var own = _body.Ids.Where(id => id / 2_000 == thread).ToList();
            Assert.Equal(own.Order(), own);
        });
    }

    [Fact]
    public async Task Who_brings_an_item_steps_it_itself_when_nobody_else_does()
    {
        var me = Environment.CurrentManagedThreadId;

        _loop.Bring(new LoopItem(new Persisted(1)), SerialLoop.CallersItemsMax);

        await _body.UntilAsync(1);
        Assert.Equal(me, _body.Threads.Single());
    }

    [Fact]
    public async Task Who_only_posts_does_not()
    {
        _loop.Start();
        var me = Environment.CurrentManagedThreadId;

        _loop.Post(new LoopItem(new Persisted(1)));

        await _body.UntilAsync(1);
        Assert.NotEqual(me, _body.Threads.Single());
    }

    [Fact]
    public async Task While_a_caller_waits_for_the_disk_others_have_the_loop()
    {
        _loop.Start();
        using var disk = new ManualResetEventSlim();
        using var waits = new SemaphoreSlim(0);
        _body.OnGivenBack = mayWait =>
        {
            if (mayWait)
            {
                waits.Release();
                disk.Wait(TestContext.Current.CancellationToken);
            }
        };
        var caller = Task.Run(
            () => _loop.Bring(new LoopItem(new Persisted(1)), SerialLoop.CallersItemsMax, mayWait: true), TestContext.Current.CancellationToken);
        await waits.WaitAsync(TestContext.Current.CancellationToken);

        _loop.Bring(new LoopItem(new Persisted(2)), SerialLoop.OwnItemsMax);
        _loop.Post(new LoopItem(new Persisted(3)));

        await _body.UntilAsync(3);
        Assert.False(caller.IsCompleted);
        disk.Set();
        await caller;
    }

    [Fact]
    public async Task Who_brings_an_item_from_within_the_loop_does_not_wait_in_it()
    {
        var waited = new List<bool>();
        _body.OnTake = id =>
        {
            if (id == 1)
            {
                _loop.Bring(new LoopItem(new Persisted(2)), SerialLoop.CallersItemsMax, mayWait: true);
                waited.Add(false);
            }
        };
        _body.OnGivenBack = waited.Add;

        _loop.Bring(new LoopItem(new Persisted(1)), SerialLoop.CallersItemsMax, mayWait: true);

        await _body.UntilAsync(2);
        Assert.Equal([1L, 2L], _body.Ids);
        Assert.Equal([false, true], waited); // once, after both, by the outer one
    }

    [Fact]
    public async Task A_caller_takes_a_few_items_and_leaves_the_rest_to_the_loops_thread()
    {
        for (var id = 1; id <= 100; id++)
        {
            _loop.Post(new LoopItem(new Persisted(id)));
        }

        _loop.Bring(new LoopItem(new Persisted(101)), SerialLoop.CallersItemsMax);
        await _body.UntilAsync(SerialLoop.CallersItemsMax);
        Assert.Equal(SerialLoop.CallersItemsMax, _body.Ids.Count);

        _loop.Start();
        await _body.UntilAsync(101 - SerialLoop.CallersItemsMax);
        Assert.Equal(Enumerable.Range(1, 101).Select(id => (long)id), _body.Ids);
    }

    [Fact]
    public async Task A_tick_comes_when_it_is_due_and_not_before()
    {
        _body.DueIn = TimeSpan.FromMilliseconds(50);
        _loop.Start();
        _loop.Post(new LoopItem(new Persisted(1)));

        await _body.UntilAsync(4); // the item and three ticks

        Assert.Equal(0, _body.EarlyTicks);
    }

    [Fact]
    public async Task A_due_time_that_a_borrowing_thread_made_earlier_wakes_the_loop()
    {
        _body.DueIn = TimeSpan.FromHours(1);
        _loop.Start();
        _loop.Post(new LoopItem(new Persisted(1)));
        await _body.UntilAsync(1);

        _body.DueIn = TimeSpan.FromMilliseconds(1);
        _loop.Bring(new LoopItem(new Persisted(2)), SerialLoop.OwnItemsMax);

        await _body.UntilAsync(3); // the third is a tick
    }

    [Fact]
    public async Task An_exception_ends_the_loop_and_the_body_is_told()
    {
        _loop.Start();
        _body.ThrowsAt = 2;
        for (var id = 1; id <= 3; id++)
        {
            _loop.Post(new LoopItem(new Persisted(id)));
        }

        Assert.Equal("at 2", (await _body.Failure).Message);
        Assert.Equal([1L, 2L], _body.Ids);
    }
}
