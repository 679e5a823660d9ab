using OrleansNaming.Node;

namespace OrleansNaming.Lan.Storage;

/// <summary>
/// Makes writes durable, in order, away from the loop: a disk that takes ten seconds must not look like a dead node.
/// Group commit: appends that wait together share one sync.
/// <para>
/// Writing is a role like the loop (<see cref="Loop.SerialLoop"/>), and at most one thread has it. A caller with a change that comes alone takes it,
/// for one group: to wake the disk's thread, and then the caller again, took a change 100 µs of its 900 on idle cores (bench/results/propagate.md).
/// Alone means: nobody writes, and the disk has rested for as long as its last write took. All else is the disk's thread's: whatever comes sooner,
/// so that a caller that has many changes goes on to the next and they share a sync; a replacement, which is long; and everything after a write
/// that was slow, until one is quick again. So a disk that stalls holds up one caller's thread, once.
/// </para>
/// <para>
/// A failed write leaves the file's end in doubt, and a failed sync may have dropped pages that a second sync reports as written
/// ("fsyncgate", PostgreSQL 2018). So after a failure every append fails until a <see cref="Persist"/> with Replace has written a new file.
/// </para>
/// </summary>
internal sealed class StateWriter : IDisposable
{
    /// <summary>After a write that took longer, callers leave writing to the disk's thread. A sync takes some 0.3 ms, on a disk that turns some 10 ms.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly IOwnerStore _store;
    private readonly Action<Input> _done;
    private readonly Action<TimeSpan>? _synced;
    private readonly TimeProvider _time;
    private readonly Queue<Persist> _waiting = []; // guarded by itself, as are the next three
    private readonly Thread _thread;
    private bool _stopping;
    private long _restedAt; // from then on a caller may write, as a timestamp

    // Invariant: only the thread that set it writes, and until it has brought what it wrote nobody else begins.
    private bool _isWriting;

    // Of whoever writes.
    private bool _inDoubt;

    /// <param name="store">Where to write.</param>
    /// <param name="done">Gets <see cref="Persisted"/> or <see cref="PersistFailed"/>, in order, on the thread that wrote.</param>
    /// <param name="time">Measures how long a write took.</param>
    /// <param name="synced">Gets how long each write with its sync took; may be null.</param>
    public StateWriter(IOwnerStore store, Action<Input> done, TimeProvider time, Action<TimeSpan>? synced = null)
    {
        _store = store;
        _done = done;
        _time = time;
        _synced = synced;
        _thread = new Thread(Run) { Name = "naming state", IsBackground = true };
        _thread.UnsafeStart();
    }

    /// <summary>Whether some thread writes just now.</summary>
    public bool IsWriting
    {
        get
        {
            lock (_waiting)
            {
                return _isWriting;
            }
        }
    }

    /// <summary>
    /// Queues a write; <see cref="Begin"/> must follow. The queue needs no bound of its own: a node has few writes under way and waits for them.
    /// </summary>
    public void Add(Persist persist)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(persist);
        }
    }

    /// <summary>Sees to it that what is queued is written. Never on the loop.</summary>
    /// <param name="here">Whether this thread may write one group itself, and wait for the disk.</param>
    public void Begin(bool here)
    {
        if (TakeGroup(here) is { } group)
        {
            Write(group);
        }
    }

    /// <summary>Writes what is queued, then ends the thread and closes the store.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stopping = true;
            Monitor.Pulse(_waiting);
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }

        _store.Dispose();
    }

    private void Run()
    {
        while (AwaitGroup() is { } group)
        {
            Write(group);
        }
    }

    /// <summary>Writes one group, brings the answers, and gives the role back.</summary>
    private void Write(List<Persist> group)
    {
        var started = _time.GetTimestamp();
        var failure = TryWrite(group);
        var ended = _time.GetTimestamp();
        var took = _time.GetElapsedTime(started, ended);
        foreach (var persist in group)
        {
            _done(failure is null ? new Persisted(persist.Id) : new PersistFailed(persist.Id, failure));
        }

        _synced?.Invoke(took);
        lock (_waiting)
        {
            (_isWriting, _restedAt) = (false, took > Slow ? long.MaxValue : ended + (ended - started));
            WakeThread();
        }
    }

    /// <summary>The next group, for the thread that came with a write; null when it is the disk's thread's, which is woken then.</summary>
    private List<Persist>? TakeGroup(bool here)
    {
        lock (_waiting)
        {
            if (_isWriting || _waiting.Count == 0)
            {
                return null; // Who writes looks at the queue again.
            }

            if (here && !_stopping && !_waiting.Peek().Replace && _time.GetTimestamp() >= _restedAt)
            {
                return DequeueGroup();
            }

            WakeThread();
            return null;
        }
    }

    /// <summary>The next group, for the disk's thread; null when it is time to stop.</summary>
    private List<Persist>? AwaitGroup()
    {
        lock (_waiting)
        {
            while (_isWriting || (_waiting.Count == 0 && !_stopping))
            {
                Monitor.Wait(_waiting);
            }

            return _waiting.Count == 0 ? null : DequeueGroup();
        }
    }

    /// <summary>One replacement, or as many appends as wait in a row.</summary>
    private List<Persist> DequeueGroup()
    {
        _isWriting = true;
        var group = new List<Persist> { _waiting.Dequeue() };
        while (_waiting.TryPeek(out var next) && !(next.Replace || group[0].Replace))
        {
            group.Add(_waiting.Dequeue());
        }

        return group;
    }

    private void WakeThread()
    {
        if (_waiting.Count > 0 || _stopping)
        {
            Monitor.Pulse(_waiting);
        }
    }

    private string? TryWrite(List<Persist> group)
    {
        if (_inDoubt && !group[0].Replace)
        {
            return "the state file is in doubt after an earlier failure, until it is rewritten whole";
        }

        try
        {
            WriteOrThrow(group);
            _inDoubt = false;
            return null;
        }
        catch (Exception e) // of whatever kind: the node must hear, and this thread must live
        {
            _inDoubt = true;
            return e.Message;
        }
    }

    private void WriteOrThrow(List<Persist> group)
    {
        if (group[0].Replace)
        {
            _store.Replace(group[0].Bytes);
        }
        else
        {
            _store.Append([.. group.Select(persist => persist.Bytes)]);
        }
    }
}
