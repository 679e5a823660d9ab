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
        while (true)
        {
            var (outcome, holder, why) = await TryAsync(bytes).ConfigureAwait(false);
            _seen = outcome == JournalWriteOutcome.Written ? attempts.Write.Head : _seen;
            var now = _stop.IsCancellationRequested ? WriteAttempts.GiveUpAfter : _time.GetElapsedTime(started);
            if (attempts.Judge(outcome, holder, why, now) is { Count: > 0 } inputs)
            {
                foreach (var input in inputs)
                {
                    _done(input);
                }

                return;
            }

            await Task.Delay(attempts.Pause, _time).ConfigureAwait(false);
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
}
