using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Blocks that run on this server: their records are told when they are done.</summary>
internal sealed partial class BlockRuns(ITrackWork? work, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<(Holder, ulong), CancellationTokenSource> _running = new();

    /// <summary>
    /// Runs a block to its end, or until it is abandoned. What a record throws ends the block: the owner hands the rest out again. The block is known when this returns, since to abandon it may be the next thing
    /// that is asked; its work begins on another thread.
    /// </summary>
    public Task RunAsync(Block block, Func<IReadOnlyList<string>, Task> done, CancellationToken stop)
    {
        var abandoned = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _running[(block.Token.Holder, block.Id)] = abandoned;
        return Task.Run(() => RunAsync(block, done, abandoned), CancellationToken.None);
    }

    private async Task RunAsync(Block block, Func<IReadOnlyList<string>, Task> done, CancellationTokenSource abandoned)
    {
        try
        {
            if (work is not null)
            {
                await work.RunAsync(block.Token, block.Items, done, abandoned.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!abandoned.IsCancellationRequested)
            {
                Log.Failed(logger, block.Id, block.Token.Track, e.Message);
            }
        }
        finally
        {
            _running.TryRemove((block.Token.Holder, block.Id), out _);
            abandoned.Dispose();
        }
    }

    public void Abandon(Block block)
    {
        if (_running.TryGetValue((block.Token.Holder, block.Id), out var run))
        {
            Cancel(run);
        }
    }

    /// <summary>Abandons all, and waits a second for them to notice.</summary>
    public async Task StopAsync()
    {
        foreach (var run in _running.Values)
        {
            Cancel(run);
        }

        for (var i = 0; i < 20 && !_running.IsEmpty; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time).ConfigureAwait(false);
        }
    }

    private static void Cancel(CancellationTokenSource run)
    {
        try
        {
            run.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8010, LogLevel.Warning, "Block {id} of track '{track}' failed and goes back to its owner: {why}")]
        public static partial void Failed(ILogger logger, ulong id, string track, string why);
    }
}
