using System.Data.Common;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Stores;

/// <summary>The work of one group's tracks in the table <c>track_work</c>.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
/// <param name="options">When a record that failed is tried again; null for the defaults.</param>
public sealed class SqlWorkStore(TrackDatabase database, string group, WorkOptions? options = null) : IWorkStore
{
    private const int ItemsMax = 10_000;
    private const int PayloadBytesMax = 1 << 20;
    private const string OneRecord = "group_name = @g and track = @t and record = @r";

    private readonly string _group = StoreText.Key(group, nameof(group));
    private readonly WorkOptions _options = options ?? new WorkOptions();
    private readonly SqlFence _fence = new(database, group);

    /// <inheritdoc/>
    public IFencedSource Fence => _fence;

    /// <inheritdoc/>
    public async Task<int> EnqueueAsync(string track, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, ItemsMax, nameof(items));
        if (items.FirstOrDefault(item => item.Payload.Length > PayloadBytesMax) is { } long_)
        {
            throw new ArgumentException($"the payload of {long_.Record} is longer than {PayloadBytesMax} bytes", nameof(items));
        }

        // In one order, so that two transactions that keep the same records cannot wait for each other.
        var inserts = items.OrderBy(item => item.Record, StringComparer.Ordinal)
            .Select(item => new SqlStatement(
                "insert into track_work (group_name, track, record, payload) values (@g, @t, @r, @p) on conflict do nothing", [.. Values(track, item.Record), ("p", item.Payload.ToArray())]))
            .ToList();
        var changed = await database.WriteAsync((session, cancel) => session.ExecuteAllAsync(inserts, cancel), cancellationToken);
        return changed.Sum();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkRecord>> ReadyAsync(TrackToken token, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken) =>
        await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                $"""
                select record, attempts, payload from track_work
                where group_name = @g and track = @t and state = 'ready' and record > @after and not_before_ms <= @now
                  and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken})
                order by record limit @limit
                """,
                [.. SqlOwnershipStore.Values(_group, token), ("after", after ?? ""), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit)],
                row => new WorkRecord(row.GetString(0), row.GetInt32(1), Bytes(row, 2)),
                cancel),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkRecord?> FindAsync(TrackToken token, string record, CancellationToken cancellationToken)
    {
        var found = await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                $"""
                select record, attempts, payload from track_work
                where group_name = @g and track = @t and state = 'ready' and record = @r and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken})
                """,
                [.. SqlOwnershipStore.Values(_group, token), ("r", record)],
                row => new WorkRecord(row.GetString(0), row.GetInt32(1), Bytes(row, 2)),
                cancel),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="transaction"/> is none of <see cref="Fence"/>.</exception>
    public async Task<bool> CompleteAsync(IFencedTransaction transaction, string record, CancellationToken cancellationToken)
    {
        var fenced = transaction as FencedTransaction ?? throw new ArgumentException("is no transaction of this store's fence", nameof(transaction));
        return await database.Session(fenced.Connection, fenced.Transaction).ExecuteAsync(
            $"update track_work set state = 'done', error = '' where {OneRecord} and state = 'ready'", Values(fenced.Token.Track, record), cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task<FailureOutcome> FailAsync(TrackToken token, WorkRecord record, string error, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(error);
        var failures = record.Attempts + 1;
        var dead = failures >= _options.AttemptsMax;
        await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
        if (fenced is null)
        {
            return FailureOutcome.FencedOut;
        }

        var changed = await database.Session(fenced.Connection, fenced.Transaction).ExecuteAsync(
            $"update track_work set state = @state, attempts = @failures, not_before_ms = @until, error = @error where {OneRecord} and state = 'ready' and attempts = @seen",
            [
                .. Values(token.Track, record.Record), ("state", dead ? "dead" : "ready"), ("failures", failures), ("seen", record.Attempts),
                ("until", (now + _options.DelayAfter(failures)).ToUnixTimeMilliseconds()), ("error", StoreText.Error(error)),
            ],
            cancellationToken);
        await fenced.CommitAsync(cancellationToken);
        return changed == 0 ? FailureOutcome.NotedBefore : dead ? FailureOutcome.Dead : FailureOutcome.Waits;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string track, string? after, int limit, CancellationToken cancellationToken) =>
        await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                """
                select record, attempts, error, payload from track_work
                where group_name = @g and track = @t and state = 'dead' and record > @after order by record limit @limit
                """,
                [("g", _group), ("t", track), ("after", after ?? ""), ("limit", limit)],
                row => new DeadLetter(row.GetString(0), row.GetInt32(1), row.GetString(2), Bytes(row, 3)),
                cancel),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RetryAsync(string track, string record, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            $"update track_work set state = 'ready', attempts = 0, not_before_ms = 0 where {OneRecord} and state = 'dead'", Values(track, record), cancel),
        cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<WorkCounts> CountAsync(string track, CancellationToken cancellationToken)
    {
        var counts = await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                "select state, count(*) from track_work where group_name = @g and track = @t group by state",
                [("g", _group), ("t", track)],
                row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
                cancel),
            cancellationToken);
        var of = counts.ToDictionary(StringComparer.Ordinal);
        return new WorkCounts(of.GetValueOrDefault("ready"), of.GetValueOrDefault("done"), of.GetValueOrDefault("dead"));
    }

    /// <inheritdoc/>
    public Task<int> ForgetDoneAsync(string track, int limit, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            """
            delete from track_work where group_name = @g and track = @t and record in
              (select record from track_work where group_name = @g and track = @t and state = 'done' order by record limit @limit) and state = 'done'
            """,
            [("g", _group), ("t", track), ("limit", limit)],
            cancel),
        cancellationToken);

    private static byte[] Bytes(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    private (string Name, object Value)[] Values(string track, string record) => [("g", _group), ("t", StoreText.Key(track)), ("r", StoreText.Key(record))];
}
