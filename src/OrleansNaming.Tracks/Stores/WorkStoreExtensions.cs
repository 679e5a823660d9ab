using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Stores;

/// <summary>A record and its effect in one go.</summary>
public static class WorkStoreExtensions
{
    /// <summary>Runs an effect and completes its record in one fenced transaction. When the effect throws, nothing of either stays.</summary>
    /// <param name="store">Where the record is.</param>
    /// <param name="token">The owner's token.</param>
    /// <param name="record">The record's key.</param>
    /// <param name="effect">Writes through the transaction, a <see cref="FencedTransaction"/> on SQL, and does not commit it.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown, and the call may be repeated.</param>
    public static async Task<WorkOutcome> CompleteAsync(
        this IWorkStore store, TrackToken token, string record, Func<IFencedTransaction, CancellationToken, Task> effect, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(effect);
        await using var transaction = await store.Fence.TryBeginAsync(token, cancellationToken);
        if (transaction is null)
        {
            return WorkOutcome.FencedOut;
        }

        // The record first: its row's lock lets a second worker on it wait here, and find it done.
        if (!await store.CompleteAsync(transaction, record, cancellationToken))
        {
            return WorkOutcome.DoneBefore;
        }

        await effect(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return WorkOutcome.Done;
    }
}
