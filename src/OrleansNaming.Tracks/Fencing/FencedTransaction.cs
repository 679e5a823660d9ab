using System.Data.Common;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>A fenced transaction of a <see cref="SqlFence"/>: write through <see cref="Connection"/> with <see cref="Transaction"/>, then commit.</summary>
public sealed class FencedTransaction : IFencedTransaction
{
    internal FencedTransaction(TrackToken token, DbConnection connection, DbTransaction transaction) =>
        (Token, Connection, Transaction) = (token, connection, transaction);

    /// <inheritdoc/>
    public TrackToken Token { get; }

    /// <summary>The connection; open until this is disposed.</summary>
    public DbConnection Connection { get; }

    /// <summary>The transaction; set it on each command where the provider asks for it.</summary>
    public DbTransaction Transaction { get; }

    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) => Transaction.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
