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
                if (i % 3 == 0)
                {
                    _loop.Post(item);
                }
                else if (i % 3 == 1)
                {
                    _loop.Offer(item);
                }
                else
                {
                    _loop.Bring(item);
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

        _loop.Bring(new LoopItem(new Persisted(1)));

        await _body.UntilAsync(1);
        Assert.Equal(me, _body.Threads.Single());
    }

    [Fact]
    public async Task Who_offers_an_item_steps_one_item_and_the_loop_takes_the_rest()
    {
        var me = Environment.CurrentManagedThreadId;
        _loop.Post(new LoopItem(new Persisted(1)));

        _loop.Offer(new LoopItem(new Persisted(2)));
        await _body.UntilAsync(1);
        Assert.Equal([me], _body.Threads);

        _loop.Start();
        await _body.UntilAsync(1);
        Assert.Equal([1L, 2L], _body.Ids);
        Assert.NotEqual(me, _body.Threads[1]);
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
        _loop.Bring(new LoopItem(new Persisted(2)));

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
