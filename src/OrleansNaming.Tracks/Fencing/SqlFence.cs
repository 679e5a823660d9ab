using System.Data.Common;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>
/// The fence of one group: lets a write through only while its token is the present one (T2). The check and the write are one transaction, and the check's lock lasts to
/// its end: a check without a lock was seen to let a former owner's write slip in behind the next owner's. What is written must stand in the same database; for another
/// one there is <see cref="SqlTokenGate"/>.
/// </summary>
/// <param name="database">Where <c>track_owner</c> stands; migrated already.</param>
/// <param name="group">The group.</param>
public sealed class SqlFence(TrackDatabase database, string group) : IFencedSource
{
    private readonly string _group = StoreText.Key(group, nameof(group));

    /// <summary>Begins a transaction for a token.</summary>
    /// <returns>Null when the caller is fenced out.</returns>
    public Task<FencedTransaction?> TryBeginAsync(TrackToken token, CancellationToken cancellationToken) => database.RetryAsync(
        async cancel =>
        {
            var connection = await database.OpenAsync(cancel);
            try
            {
                var transaction = await database.BeginAsync(connection, cancel);
                if (await HoldsAsync(transaction, token, cancel))
                {
                    return new FencedTransaction(token, connection, transaction);
                }

                await transaction.DisposeAsync();
                await connection.DisposeAsync();
                return null;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        },
        cancellationToken);

    /// <summary>The check in a transaction of the caller's own on the same database. True: the token holds until that transaction ends. False: roll it back.</summary>
    /// <param name="transaction">PostgreSQL: any. SQLite: one begun with <c>begin immediate</c>, as <c>BeginTransaction()</c> does; a deferred one is as safe, and fails when it comes to write after another.</param>
    /// <param name="token">What the caller works under.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<bool> HoldsAsync(DbTransaction transaction, TrackToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var session = database.Session(transaction.Connection ?? throw new ArgumentException("has ended", nameof(transaction)), transaction);
        var values = SqlOwnershipStore.Values(_group, token).Append(("idle", database.FencedIdleTimeout)).ToArray();
        return (await session.ReadAsync(database.FenceStatement, values, _ => true, cancellationToken)).Count == 1;
    }

    async Task<IFencedTransaction?> IFencedSource.TryBeginAsync(TrackToken token, CancellationToken cancellationToken) => await TryBeginAsync(token, cancellationToken);
}
