using OrleansNaming.Node;

namespace OrleansNaming.Lan.Storage;

/// <summary>
/// The thread that makes writes durable, in order, away from the loop: a disk that takes ten seconds must not look like a dead node.
/// Group commit: appends that wait together share one sync (130–180 µs measured for each sync on 2 cores).
/// <para>
/// A failed write leaves the file's end in doubt, and a failed sync may have dropped pages that a second sync reports as written
/// ("fsyncgate", PostgreSQL 2018). So after a failure every append fails until a <see cref="Persist"/> with Replace has written a new file.
/// </para>
/// </summary>
internal sealed class StateWriter : IDisposable
{
    private readonly IOwnerStore _store;
    private readonly Action<Input> _done;
    private readonly Action<TimeSpan>? _synced;
    private readonly TimeProvider _time;
    private readonly Queue<Persist> _waiting = [];
    private readonly Thread _thread;
    private bool _stopping;
    private bool _inDoubt;

    /// <param name="store">Where to write.</param>
    /// <param name="done">Gets <see cref="Persisted"/> or <see cref="PersistFailed"/>, on this thread.</param>
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

    /// <summary>Queues a write. The queue needs no bound of its own: a node has few writes under way and waits for them.</summary>
    public void Write(Persist persist)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(persist);
            Monitor.Pulse(_waiting);
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
        while (TakeGroup() is { Count: > 0 } group)
        {
            var started = _time.GetTimestamp();
            var failure = Write(group);
            _synced?.Invoke(_time.GetElapsedTime(started));
            foreach (var persist in group)
            {
                _done(failure is null ? new Persisted(persist.Id) : new PersistFailed(persist.Id, failure));
            }
        }
    }

    /// <summary>One replacement, or as many appends as wait in a row. Empty when it is time to stop.</summary>
    private List<Persist> TakeGroup()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_stopping)
            {
                Monitor.Wait(_waiting);
            }

            var group = new List<Persist>();
            while (_waiting.TryPeek(out var next) && (group.Count == 0 || !(next.Replace || group[0].Replace)))
            {
                group.Add(_waiting.Dequeue());
            }

            return group;
        }
    }

    private string? Write(List<Persist> group)
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
