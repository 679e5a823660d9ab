using System.Data.Common;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks;

/// <summary>Work from the group's own database: each record's effect and its completion are one fenced transaction, so the effect happens exactly once.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clock of retries.</param>
/// <param name="effect">What a record does: writes through the transaction, and does not commit it. What it throws counts as a failed attempt.</param>
public sealed class StoredTrackWork(IWorkStore store, TimeProvider time, Func<FencedTransaction, string, CancellationToken, Task> effect) : ITrackWork
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken) =>
        [.. (await store.ReadyAsync(token, time.GetUtcNow(), after: null, limit, cancellationToken)).Select(record => record.Record)];

    /// <inheritdoc/>
    public async Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken)
    {
        var isInEffect = false;
        try
        {
            var outcome = await store.CompleteAsync(
                token, record,
                async (transaction, stop) =>
                {
                    isInEffect = true;
                    await effect((FencedTransaction)transaction, record, stop);
                    isInEffect = false;
                },
                cancellationToken);
            return outcome != WorkOutcome.FencedOut;
        }
        catch (DbException unknown) when (unknown.IsTransient && !isInEffect) // what an effect throws it throws again and again, also when it is a time-out
        {
            return false; // done or not, the store knows: it is found again if it was not, and nothing failed that a person must see
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return await store.FindAsync(token, record, cancellationToken) is { } ready
                && await store.FailAsync(token, ready, failed.Message, time.GetUtcNow(), cancellationToken) != FailureOutcome.FencedOut;
        }
    }
}
