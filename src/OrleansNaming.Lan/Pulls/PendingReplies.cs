using System.Collections.Concurrent;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Pulls;

/// <summary>Pulls that came in and wait for the node's word. At most <see cref="PullSettings.PendingMax"/>.</summary>
internal sealed class PendingReplies
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<Reply>> _waiting = new();
    private long _last;
    private int _places = PullSettings.PendingMax;

    /// <summary>Takes a place for bytes that have come whole, so that nobody holds one by sending slowly.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Decrement(ref _places) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _places);
        return false;
    }

    public void Leave() => Interlocked.Increment(ref _places);

    public (long Id, Task<Reply> Answer) Open()
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        return (id, answer.Task);
    }

    /// <summary>Hands the answer to who waits; nobody may wait any more.</summary>
    public void Complete(Reply reply)
    {
        if (_waiting.TryRemove(reply.Id, out var answer))
        {
            answer.TrySetResult(reply);
        }
    }

    public void Forget(long id) => _waiting.TryRemove(id, out _);
}
