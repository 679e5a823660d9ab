using OrleansNaming.Grains;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Silo.Advertising;

namespace OrleansNaming.Silo.Storage;

/// <summary>
/// Makes the node's writes durable through its grain, one after the other; what an unknown outcome means, <see cref="WriteAttempts"/> decides.
/// </summary>
internal sealed class GrainStore : IAsyncDisposable
{
    private readonly IServerAdvertisementGrain _grain;
    private readonly Action<Input> _done;
    private readonly TimeProvider _time;

    private readonly CancellationTokenSource _stop = new();

    // A node has few writes under way, and waits for them: the queue needs no bound of its own. It guards the pump, too.
    private readonly Queue<Persist> _waiting = [];
    private Task _pump = Task.CompletedTask;
    private bool _isPumping;
    private JournalHead _seen;

    // Invariant: the write whose outcome the node still waits for. Who takes it away tells the node, and nobody else does.
    private Awaited? _awaited;

    /// <param name="grain">This server's grain.</param>
    /// <param name="seen">How far the grain's journal was written when this process read it.</param>
    /// <param name="done">Gets <see cref="Persisted"/>, <see cref="PersistFailed"/> or <see cref="StoreTaken"/>.</param>
    /// <param name="time">Paces the attempts.</param>
    public GrainStore(IServerAdvertisementGrain grain, JournalHead seen, Action<Input> done, TimeProvider time)
    {
        (_grain, _seen, _done, _time) = (grain, seen, done, time);
    }

    /// <summary>Queues a write; <see cref="Begin"/> must follow.</summary>
    public void Add(Persist persist)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(persist);
        }
    }

    /// <summary>Sees to it that what is queued is written: on this thread up to the grain's call, which spares a change that comes alone a wake-up.</summary>
    public void Begin()
    {
        lock (_waiting)
        {
            if (_isPumping || _waiting.Count == 0)
            {
                return;
            }

            _isPumping = true;
        }

        var pump = PumpAsync();
        lock (_waiting)
        {
            _pump = pump.IsCompleted ? _pump : pump;
        }
    }

    /// <summary>The grain of this process has stored a write, and its reply follows. To be told on the grain's own thread spares the change a wake-up.</summary>
    public void Stored(JournalHead head)
    {
        if (Volatile.Read(ref _awaited) is { } awaited && awaited.Head == head)
        {
            Tell(awaited, [new Persisted(head.LastWrite)]);
        }
    }

    /// <summary>Writes what is queued, unless storage fails to answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.CancelAfter(WriteAttempts.GiveUpAfter);
        Task pump;
        lock (_waiting)
        {
            pump = _pump;
        }

        await pump.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        while (Take() is { } persist)
        {
            await WriteAsync(persist).ConfigureAwait(false);
        }
    }

    private Persist? Take()
    {
        lock (_waiting)
        {
            _isPumping = _waiting.TryDequeue(out var persist);
            return persist;
        }
    }

    private async Task WriteAsync(Persist persist)
    {
        var started = _time.GetTimestamp();
        var attempts = new WriteAttempts(persist, _seen, TimeSpan.Zero);
        var bytes = attempts.Write.Encode();
        var awaited = new Awaited(attempts.Write.Head);
        Volatile.Write(ref _awaited, awaited);
        while (true)
        {
            var (outcome, holder, why) = await TryAsync(bytes).ConfigureAwait(false);
            var isStored = outcome == JournalWriteOutcome.Written || Volatile.Read(ref _awaited) != awaited; // a reply may be lost behind the grain's word
            _seen = isStored ? awaited.Head : _seen;
            var now = _stop.IsCancellationRequested ? WriteAttempts.GiveUpAfter : _time.GetElapsedTime(started);
            if (attempts.Judge(isStored ? JournalWriteOutcome.Written : outcome, holder, why, now) is { Count: > 0 } inputs)
            {
                Tell(awaited, inputs);
                return;
            }

            await Task.Delay(attempts.Pause, _time).ConfigureAwait(false);
        }
    }

    private void Tell(Awaited awaited, IReadOnlyList<Input> inputs)
    {
        if (Interlocked.CompareExchange(ref _awaited, null, awaited) != awaited)
        {
            return;
        }

        foreach (var input in inputs)
        {
            _done(input);
        }
    }

    private async Task<(JournalWriteOutcome Outcome, Epoch Holder, string Why)> TryAsync(byte[] write)
    {
        try
        {
            var reply = await _grain.WriteAsync(write).AsTask().WaitAsync(WriteAttempts.AttemptTimeout, _time).ConfigureAwait(false);
            var (outcome, holder) = WriteReply.Read(reply);
            return (outcome, holder, "the grain is being reloaded");
        }
        catch (Exception e) when (e is not OutOfMemoryException) // storage providers throw what they like; the outcome is unknown
        {
            return (JournalWriteOutcome.Unknown, default, e.Message);
        }
    }

    private sealed record Awaited(JournalHead Head);
}
