using System.Data.Common;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>
/// A resource in another database than that of the owners: its row in <c>resource_token</c> keeps the highest token, and a lower one is refused (T2). A new owner shuts
/// the former one out with its first accepted write, not before.
/// </summary>
/// <param name="database">The resource's database; migrated already.</param>
public sealed class SqlTokenGate(TrackDatabase database)
{
    private const string Raise = """
        insert into resource_token (name, epoch, holder_server, holder_boot) values (@n, @e, @s, @b)
        on conflict (name) do update set epoch = excluded.epoch, holder_server = excluded.holder_server, holder_boot = excluded.holder_boot
        where resource_token.epoch < excluded.epoch
          or (resource_token.epoch = excluded.epoch and resource_token.holder_server = excluded.holder_server and resource_token.holder_boot = excluded.holder_boot)
        """;

    private long _broken;

    /// <summary>How often this gate refused a second holder of one epoch: more than 0 means that tokens are not given out by one store.</summary>
    public long BrokenCount => Interlocked.Read(ref _broken);

    /// <summary>Judges a token in the transaction that writes to the resource. What is accepted stays locked until it ends; what is not must be rolled back.</summary>
    /// <param name="transaction">On the resource's database; SQLite: begun with <c>begin immediate</c>.</param>
    /// <param name="name">The resource. Tokens of different tracks do not compare: what two tracks write has two names.</param>
    /// <param name="token">What the writer works under.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<TokenVerdict> AdmitAsync(DbTransaction transaction, string name, TrackToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var session = database.Session(transaction.Connection ?? throw new ArgumentException("has ended", nameof(transaction)), transaction);
        var values = SqlOwnershipStore.Values("", token)[2..].Append(("n", StoreText.Key(name))).ToArray();
        if (await session.ExecuteAsync(Raise, values, cancellationToken) == 1)
        {
            return TokenVerdict.Accepted;
        }

        var highest = await session.ReadAsync("select epoch from resource_token where name = @n", [("n", name)], row => row.GetInt64(0), cancellationToken);
        if ((ulong)highest[0] > token.Epoch)
        {
            return TokenVerdict.Outdated;
        }

        Interlocked.Increment(ref _broken);
        return TokenVerdict.Broken;
    }
}
