using System.Collections.Concurrent;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>Changes that someone waits for, by ticket. At most <see cref="WaitingMax"/>; further ones are refused at once.</summary>
internal sealed class Tickets
{
    /// <summary>Changes under way at once. A change takes one sync of some 150 µs, shared: this is seconds of work.</summary>
    public const int WaitingMax = 4_096;

    private readonly ConcurrentDictionary<long, TaskCompletionSource<Completed>> _waiting = new();
    private long _last;
    private int _count;
    private volatile Completed? _closed;

    /// <summary>Opens a ticket. The task is complete already when the change is refused: too many, or the engine has ended.</summary>
    public (long Ticket, Task<Completed> Answer) Open()
    {
        var ticket = Interlocked.Increment(ref _last);
        if (Interlocked.Increment(ref _count) > WaitingMax)
        {
            Interlocked.Decrement(ref _count);
            return (ticket, Task.FromResult(TooMany(ticket)));
        }

        var answer = new TaskCompletionSource<Completed>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[ticket] = answer;
        if (_closed is { } closed)
        {
            Complete(closed with { Ticket = ticket });
        }

        return (ticket, answer.Task);
    }

    public void Complete(Completed completed)
    {
        if (_waiting.TryRemove(completed.Ticket, out var answer))
        {
            Interlocked.Decrement(ref _count);
            answer.TrySetResult(completed);
        }
    }

    /// <summary>Refuses everything that waits, and everything that comes from now on.</summary>
    public void Close(Refusal refusal, string message)
    {
        _closed = new Completed(0, refusal, default, message);
        foreach (var ticket in _waiting.Keys)
        {
            Complete(_closed with { Ticket = ticket });
        }
    }

    private static Completed TooMany(long ticket) =>
        new(ticket, Refusal.TooMany, default, $"{WaitingMax} changes are under way at this node: send fewer at once, and this one again");
}
