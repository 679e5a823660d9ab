using OrleansNaming.Grains;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Silo.Advertising;
using OrleansNaming.Silo.Storage;

namespace OrleansNaming.Cluster.Tests.Storage;

/// <summary>Between a node and its grain: what the grain says early, and what its reply says then.</summary>
[On(Engine.Orleans)]
public sealed class GrainStoreTests
{
    private static readonly Epoch Life = new(7, new BootId(1));
    private readonly List<Input> _told = [];

    [Fact]
    public async Task What_the_grain_says_before_its_reply_is_told_at_once_and_once()
    {
        var reply = new TaskCompletionSource<byte[]>();
        await using (var store = StoreOf(new FakeGrain(reply.Task)))
        {
            Write(store, 1);

            store.Stored(new JournalHead(Life, 1));
            Assert.Equal([new Persisted(1)], _told);

            reply.SetResult(WriteReply.Of(JournalWriteOutcome.Written, Life));
        }

        Assert.Equal([new Persisted(1)], _told);
    }

    [Fact]
    public async Task A_reply_lost_behind_the_grains_word_is_no_failure_and_the_next_write_follows()
    {
        var reply = new TaskCompletionSource<byte[]>();
        await using (var store = StoreOf(new FakeGrain(reply.Task, Task.FromResult(WriteReply.Of(JournalWriteOutcome.Written, Life)))))
        {
            Write(store, 1);
            Write(store, 2);
            store.Stored(new JournalHead(Life, 1));

            reply.SetException(new TimeoutException("lost"));
        }

        Assert.Equal([new Persisted(1), new Persisted(2)], _told);
    }

    [Fact]
    public async Task A_word_of_another_write_tells_nothing()
    {
        var reply = new TaskCompletionSource<byte[]>();
        await using var store = StoreOf(new FakeGrain(reply.Task));
        Write(store, 2);

        store.Stored(new JournalHead(Life, 1));
        store.Stored(new JournalHead(new Epoch(6, new BootId(1)), 2));

        Assert.Empty(_told);
        reply.SetResult(WriteReply.Of(JournalWriteOutcome.Written, Life));
    }

    private GrainStore StoreOf(IServerAdvertisementGrain grain) => new(grain, default, _told.Add, TimeProvider.System);

    private static void Write(GrainStore store, long id)
    {
        store.Add(new Persist(id, new byte[] { 1 }, Replace: true) { Epoch = Life });
        store.Begin();
    }

    /// <summary>Gives these replies, one after the other.</summary>
    private sealed class FakeGrain(params Task<byte[]>[] replies) : IServerAdvertisementGrain
    {
        private int _writes;

        public ValueTask<byte[]> WriteAsync(byte[] write) => new(replies[_writes++]);

        public ValueTask<byte[]> ReadAsync() => throw new NotSupportedException();

        public ValueTask<byte[]> ChangesAsync(byte[] request, byte[] source) => throw new NotSupportedException();

        public ValueTask<string> GoHomeAsync() => throw new NotSupportedException();
    }
}
