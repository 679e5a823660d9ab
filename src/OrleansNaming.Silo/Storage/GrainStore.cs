using System.Threading.Channels;
using OrleansNaming.Grains;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Silo.Advertising;

namespace OrleansNaming.Silo.Storage;

/// <summary>
/// Makes the node's writes durable through its grain, one after the other. A write that throws or hangs may have succeeded: the same write is sent
/// again, and the grain knows it when it had (Core's FencedJournal). After <see cref="GiveUpAfter"/> the node is told that it failed; it then writes its
/// whole state anew before anything else, so that what may still have been stored is outdone.
/// </summary>
internal sealed class GrainStore : IAsyncDisposable
{
    /// <summary>How long a caller waits at most for a storage that does not answer.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(400);

    private readonly IServerAdvertisementGrain _grain;
    private readonly Action<Input> _done;
    private readonly TimeProvider _time;

    // A node has few writes under way, and waits for them: the channel needs no bound of its own.
    private readonly Channel<Persist> _waiting = Channel.CreateUnbounded<Persist>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pump;

    /// <param name="grain">This server's grain.</param>
    /// <param name="done">Gets <see cref="Persisted"/>, <see cref="PersistFailed"/> or <see cref="StoreTaken"/>.</param>
    /// <param name="time">Paces the attempts.</param>
    public GrainStore(IServerAdvertisementGrain grain, Action<Input> done, TimeProvider time)
    {
        (_grain, _done, _time) = (grain, done, time);
        _pump = Task.Run(PumpAsync);
    }

    public void Write(Persist persist) => _waiting.Writer.TryWrite(persist);

    /// <summary>Writes what is queued, unless storage fails to answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _stop.CancelAfter(GiveUpAfter);
        await _pump.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        await foreach (var persist in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await WriteAsync(persist).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(Persist persist)
    {
        var write = new JournalWrite(persist.Epoch, persist.Id, persist.Replace, persist.Bytes).Encode();
        var started = _time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(10);
        string why;
        do
        {
            (var outcome, var holder, why) = await TryAsync(write).ConfigureAwait(false);
            if (outcome == JournalWriteOutcome.Written)
            {
                _done(new Persisted(persist.Id));
                return;
            }

            if (outcome == JournalWriteOutcome.Superseded)
            {
                _done(new StoreTaken(holder));
            }

            if (outcome != JournalWriteOutcome.Unknown)
            {
                break;
            }

            await Task.Delay(pause, _time).ConfigureAwait(false);
            pause = pause * 2 > PauseMax ? PauseMax : pause * 2;
        }
        while (!_stop.IsCancellationRequested && _time.GetElapsedTime(started) < GiveUpAfter);

        _done(new PersistFailed(persist.Id, why));
    }

    private async Task<(JournalWriteOutcome Outcome, Epoch Holder, string Why)> TryAsync(byte[] write)
    {
        try
        {
            var reply = await _grain.WriteAsync(write).AsTask().WaitAsync(AttemptTimeout, _time).ConfigureAwait(false);
            var (outcome, holder) = WriteReply.Read(reply);
            return (outcome, holder, outcome switch
            {
                JournalWriteOutcome.Superseded => "a later process of this server has its storage",
                JournalWriteOutcome.Behind => "the storage is behind this process, as after a backup was put back",
                _ => "the grain is being reloaded",
            });
        }
        catch (Exception e) when (e is not OutOfMemoryException) // storage providers throw what they like; the outcome is unknown
        {
            return (JournalWriteOutcome.Unknown, default, e.Message);
        }
    }
}
