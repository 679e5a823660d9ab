using System.Collections.Concurrent;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>
/// Runs a node's inputs one at a time. The loop is a role, not a thread: whoever holds it takes items, and at most one thread does.
/// <para>
/// Why: from a change to the last reader a value would cross six threads, and each wake-up of an idle core costs 15–50 µs. So who brings an
/// item takes the role if it is free and steps the node itself: a receiver, the disk's thread, a caller with a change, a pull. None of them is
/// held up for long by what others bring meanwhile: after a few items it hands the role to the loop's own thread. That one also keeps the ticks, so
/// that a starved thread pool (a fault of the application, not of the node) does not look like a dead server.
/// </para>
/// <para>An exception ends the loop, and the body is told: a loop that stops must say so.</para>
/// </summary>
internal sealed class SerialLoop : IDisposable
{
    /// <summary>So many items a thread of the engine takes before it hands the role over: its socket is waiting.</summary>
    public const int OwnItemsMax = 64;

    /// <summary>So many items a caller takes, or a pull: they are somebody's request.</summary>
    public const int CallersItemsMax = 8;

    private const int Free = 0;
    private const int Taken = 1;
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    private readonly ILoopBody _body;
    private readonly ConcurrentQueue<LoopItem> _queue = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;

    // Invariant: only the thread that changed _role from Free to Taken reads or steps the body.
    private int _role = Free;

    // Invariant: at most one tick is queued.
    private int _tickQueued;

    private long _due = long.MaxValue;
    private long _planned = long.MaxValue;
    private volatile bool _ended;

    public SerialLoop(ILoopBody body)
    {
        _body = body;
        _thread = new Thread(Run) { Name = "naming loop", IsBackground = true };
    }

    public int Count => _queue.Count;

    public void Start() => _thread.UnsafeStart();

    /// <summary>Queues an item from any thread.</summary>
    public void Post(in LoopItem item)
    {
        _queue.Enqueue(item);
        Interlocked.MemoryBarrier(); // the item before the role: its holder looks at the queue again after giving it back
        if (Volatile.Read(ref _role) == Free)
        {
            _wake.Set();
        }
    }

    /// <summary>Queues an item, and steps the node here if nobody else does.</summary>
    /// <param name="item">The item.</param>
    /// <param name="most">How many items this thread has time for.</param>
    /// <param name="mayWait">Whether it has time for what the items leave to be done outside the loop (<see cref="ILoopBody.GivenBack"/>).</param>
    public void Bring(in LoopItem item, int most, bool mayWait = false)
    {
        _queue.Enqueue(item);
        if (Borrow(most))
        {
            _body.GivenBack(mayWait);
        }
    }

    /// <summary>Ends the loop's thread; queued items are not taken.</summary>
    public void Dispose()
    {
        _ended = true;
        _wake.Set();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        while (!_ended)
        {
            while (!_queue.IsEmpty && TryTake(int.MaxValue))
            {
                _body.GivenBack(mayWait: false);
            }

            _ = !QueueTick() && _wake.WaitOne(UntilDue());
        }
    }

    /// <summary>Takes items while there are some and the role is free. False when it never was.</summary>
    private bool Borrow(int left)
    {
        var had = false;
        while (!_queue.IsEmpty && left > 0 && TryTake(left, out var taken))
        {
            had = true;
            left -= taken;
        }

        if ((left <= 0 && !_queue.IsEmpty) || Volatile.Read(ref _due) < Volatile.Read(ref _planned))
        {
            _wake.Set();
        }

        return had;
    }

    private bool TryTake(int most) => TryTake(most, out _);

    /// <summary>Takes the role and up to so many items. False when another thread has the role.</summary>
    private bool TryTake(int most, out int taken)
    {
        taken = 0;
        if (Interlocked.CompareExchange(ref _role, Taken, Free) != Free)
        {
            return false;
        }

        while (!_ended && taken < most && _queue.TryDequeue(out var item))
        {
            Take(item);
            taken++;
        }

        Volatile.Write(ref _due, _ended ? long.MaxValue : _body.DueAt.Ticks);
        Interlocked.Exchange(ref _role, Free);
        return !_ended;
    }

    private void Take(in LoopItem item)
    {
        if (item.Input is Ticked)
        {
            Volatile.Write(ref _tickQueued, 0);
        }

        try
        {
            _body.Take(item);
        }
        catch (Exception cause)
        {
            _ended = true;
            _body.Failed(cause);
        }
    }

    private bool QueueTick()
    {
        if (_ended || _body.Now.Ticks < Volatile.Read(ref _due) || Interlocked.Exchange(ref _tickQueued, 1) != 0)
        {
            return false;
        }

        _queue.Enqueue(new LoopItem(Ticked.Instance));
        return true;
    }

    private TimeSpan UntilDue()
    {
        // Dekker's handshake with Borrow: it writes what is due and then reads the plan, this writes the plan and then reads what is due.
        long due;
        do
        {
            due = Wanted();
            Volatile.Write(ref _planned, due);
            Interlocked.MemoryBarrier();
        }
        while (due != Wanted());

        return Wait(due);
    }

    /// <summary>When this thread must wake: never while a tick is queued, since who takes it wakes this thread for the next one.</summary>
    private long Wanted() => Volatile.Read(ref _tickQueued) != 0 ? long.MaxValue : Volatile.Read(ref _due);

    private TimeSpan Wait(long due)
    {
        var wait = due == long.MaxValue ? WaitMax : TimeSpan.FromTicks(due) - _body.Now;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero
            : wait > WaitMax ? WaitMax
            : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
    }
}
