using System.Data.Common;
using System.Globalization;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Stores;

/// <summary>The owners of one group's tracks in the table <c>track_owner</c>. Each change is one compare-and-set on a row.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
public sealed class SqlOwnershipStore(TrackDatabase database, string group) : IOwnershipStore
{
    /// <summary>The condition that a token is the present one. A released row has no holder, and no null equals anything.</summary>
    internal const string HasToken = "group_name = @g and track = @t and epoch = @e and holder_server = @s and holder_boot = @b";

    /// <summary>
    /// Without a conflict target: of two inserts at once the second may run into either unique index first, and naming one makes the other an error. A row is at epoch 1 at least,
    /// so there is none to be updated here.
    /// </summary>
    private const string TakeFirst = """
        insert into track_owner (group_name, track, epoch, holder_server, holder_boot, beat) values (@g, @t, 1, @s, @b, 0) on conflict do nothing
        """;

    private const string TakeNext = """
        update track_owner set epoch = epoch + 1, holder_server = @s, holder_boot = @b, beat = 0
        where group_name = @g and track = @t and epoch = @e
        """;

    private readonly string _group = StoreText.Key(group, nameof(group));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnershipRow>> ReadAsync(CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select track, epoch, holder_server, holder_boot, beat from track_owner where group_name = @g order by track",
            [("g", _group)],
            Row,
            cancel),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<TrackToken?> TakeAsync(string track, ulong seenEpoch, Holder holder, CancellationToken cancellationToken)
    {
        var token = new TrackToken(StoreText.Key(track, nameof(track)), checked(seenEpoch + 1), holder);
        var (sql, values) = seenEpoch == 0
            ? (TakeFirst, Values(_group, token)[..^1])
            : (TakeNext, Values(_group, token with { Epoch = seenEpoch }));
        return await database.RunAsync((session, cancel) => session.ExecuteAsync(sql, values, cancel), cancellationToken) == 1 ? token : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrackToken>> BeatAsync(IReadOnlyList<TrackToken> tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tokens);

        // In one order, so that two transactions that renew the same rows cannot wait for each other.
        var ordered = tokens.Distinct().OrderBy(token => token.Track, StringComparer.Ordinal).ToList();
        var beats = ordered.ConvertAll(token => new SqlStatement($"update track_owner set beat = beat + 1 where {HasToken}", Values(_group, token)));
        var changed = await database.WriteAsync((session, cancel) => session.ExecuteAllAsync(beats, cancel), cancellationToken);
        return [.. ordered.Where((_, i) => changed[i] == 0)];
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(TrackToken token, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync($"update track_owner set holder_server = null, holder_boot = null where {HasToken}", Values(_group, token), cancel),
        cancellationToken);

    /// <summary>The parameters of <see cref="HasToken"/>; the epoch stands last.</summary>
    internal static (string Name, object Value)[] Values(string group, TrackToken token) =>
        [("g", group), ("t", token.Track), ("s", token.Holder.Server.Value), ("b", token.Holder.Boot.ToString()), ("e", checked((long)token.Epoch))];

    private static OwnershipRow Row(DbDataReader row) => new(row.GetString(0), (ulong)row.GetInt64(1), row.IsDBNull(2) ? null : HolderOf(row), row.GetInt64(4));

    private static Holder HolderOf(DbDataReader row) =>
        new(new ServerId(row.GetString(2)), new BootId(UInt128.Parse(row.GetString(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
}
