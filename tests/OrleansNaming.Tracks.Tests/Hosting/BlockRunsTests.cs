using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Rows;

namespace OrleansNaming.Tracks.Tests.Hosting;

/// <summary>Blocks that run on a server (rows E13, E29).</summary>
public sealed class BlockRunsTests
{
    private static readonly Block Block = new(new TrackToken("jobs", 1, NodeBench.HolderOf("a")), 7, BlockKind.RecordSet, ["r"]);

    /// <summary>What is abandoned once is never abandoned again: one that is not known yet would run on.</summary>
    [Fact]
    [Row("E29")]
    public async Task A_block_that_is_abandoned_as_soon_as_it_was_begun_is_stopped()
    {
        var work = new WaitingWork();
        var runs = new BlockRuns(work, TimeProvider.System, NullLogger.Instance);

        var run = runs.RunAsync(Block, _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        runs.Abandon(Block);
        await run;

        Assert.True(work.WasStopped);
    }

    /// <summary>Gives its thread back to nobody before it is stopped, or half a minute is over.</summary>
    private sealed class WaitingWork : ITrackWork
    {
        public bool WasStopped { get; private set; }

        public Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<bool> RunAsync(TrackToken token, IReadOnlyList<string> records, Func<IReadOnlyList<string>, Task> done, CancellationToken cancellationToken)
        {
            WasStopped = cancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            return Task.FromResult(false);
        }
    }
}
