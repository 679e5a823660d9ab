using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Transport;
using OrleansNaming.Tracks.Wire;

namespace OrleansNaming.Tracks.Hosting;

/// <content>What the node says, done.</content>
internal sealed partial class TrackMember
{
    private void CarryOut(TrackOutput output)
    {
        switch (output)
        {
            case Advertise advertise:
                _network.Advertise(TrackAdvertCodec.Encode(advertise.Advert), _stop);
                break;
            case ReadTable:
                _ = ReadTableAsync();
                break;
            case TakeTrack take:
                _ = TakeAsync(take);
                break;
            case BeatTracks beat:
                _ = BeatAsync(beat.Tokens);
                break;
            case ReleaseTrack release:
                _ = TryAsync("release", () => _store!.ReleaseAsync(release.Token, _stop));
                break;
            case SearchWork search:
                _ = SearchAsync(search);
                break;
            case SendBlock send:
                _ = SendAsync(send);
                break;
            case SendWord send:
                _ = _network.SendAsync(send.To, TrackMessageKind.Word, BlockCodec.Encode(send.Word), _stop);
                break;
            case WakeOwner wake:
                _ = _network.SendAsync(wake.Owner, TrackMessageKind.Wake, TrackWords.Wake(wake.Track), _stop);
                break;
            case RunBlock run:
                _ = RunAsync(run.Block);
                break;
            case AbandonBlock abandon:
                _runs.Abandon(abandon.Block);
                break;
            case TrackAcquired acquired:
                Log.Acquired(_logger, acquired.Token.Track, acquired.Token.Epoch);
                break;
            case TrackLost lost:
                Log.Lost(_logger, lost.Token.Track, lost.Token.Epoch, lost.Why);
                break;
            case PhaseChanged changed:
                Log.Phase(_logger, _options.Group, changed.Phase, changed.Master);
                break;
            default:
                throw new InvalidOperationException($"nothing carries out {output.GetType().Name}");
        }
    }

    private async Task ReadTableAsync()
    {
        IReadOnlyList<OwnershipRow>? rows = null;
        await TryAsync("read the owners", async () => rows = await _store!.ReadAsync(_stop).WaitAsync(StoreTimeout, _time, _stop).ConfigureAwait(false)).ConfigureAwait(false);
        await PostAsync((node, now) =>
        {
            if (rows is null)
            {
                node.ReadFailed();
            }
            else
            {
                node.TableRead(rows, now);
            }
        }).ConfigureAwait(false);
    }

    private async Task TakeAsync(TakeTrack take)
    {
        TrackToken? token = null;
        await TryAsync("take a track", async () => token = await _store!.TakeAsync(take.Track, take.SeenEpoch, Self, _stop).WaitAsync(StoreTimeout, _time, _stop).ConfigureAwait(false)).ConfigureAwait(false);
        await PostAsync((node, now) => node.TakeEnded(take.Track, token, now)).ConfigureAwait(false);
    }

    private async Task BeatAsync(IReadOnlyList<TrackToken> tokens)
    {
        var started = _clock.Now;
        await TryAsync("renew", async () =>
        {
            var lost = await _store!.BeatAsync(tokens, _stop).WaitAsync(StoreTimeout, _time, _stop).ConfigureAwait(false);
            await PostAsync((node, now) => node.BeatEnded(tokens, lost, started, now)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async Task SearchAsync(SearchWork search)
    {
        IReadOnlyList<string>? found = null;
        if (_work is not null)
        {
            await TryAsync("search work", async () => found = await _work.SearchAsync(search.Token, search.Limit, _stop).ConfigureAwait(false)).ConfigureAwait(false);
        }

        await PostAsync((node, now) => node.WorkFound(search.Token, found, now)).ConfigureAwait(false);
    }

    private async Task SendAsync(SendBlock send)
    {
        if (!await _network.SendAsync(send.To, TrackMessageKind.Block, BlockCodec.Encode(send.Block), _stop).ConfigureAwait(false))
        {
            await PostAsync((node, now) => node.BlockReturned(send.To, send.Block, now)).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(Block block)
    {
        await _runs.RunAsync(block, items => PostAsync((node, now) => node.ItemsDone(block, items, now)), _stop).ConfigureAwait(false);
        await PostAsync((node, now) => node.BlockRun(block, now)).ConfigureAwait(false);
    }

    /// <summary>Brings something back; it waits for room, and is dropped when this server stops.</summary>
    private async Task PostAsync(Action<TrackNode, TimeSpan> what)
    {
        try
        {
            await _queue.Writer.WriteAsync(what, _stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody takes it any more.
        }
    }

    /// <summary>
    /// Calls a store or the application, never on the loop: SQLite's provider and many applications only look asynchronous, and a loop that waits for them does not renew. What they
    /// throw is a failure of that call, not of this server.
    /// </summary>
    private async Task TryAsync(string what, Func<Task> call)
    {
        try
        {
            await Task.Run(call).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!_stop.IsCancellationRequested)
            {
                Log.StoreFailed(_logger, what, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Information, "Track '{track}' is this server's, epoch {epoch}.")]
        public static partial void Acquired(ILogger logger, string track, ulong epoch);

        [LoggerMessage(8002, LogLevel.Information, "Track '{track}', epoch {epoch}, is this server's no more: {why}.")]
        public static partial void Lost(ILogger logger, string track, ulong epoch, string why);

        [LoggerMessage(8003, LogLevel.Information, "Group '{group}' is {phase}, its master is '{master}'.")]
        public static partial void Phase(ILogger logger, string group, Mastery.GroupPhase phase, ServerId? master);

        [LoggerMessage(8004, LogLevel.Warning, "Could not {what}: {why}")]
        public static partial void StoreFailed(ILogger logger, string what, string why);
    }
}
