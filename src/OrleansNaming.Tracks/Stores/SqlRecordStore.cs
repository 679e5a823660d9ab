using System.Data.Common;
using OrleansNaming.Api;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// The records of decision tracks in the table <c>track_record</c> (rows E4, E9). Each change is made inside a fenced transaction and names the (step visit, action, attempt) that it was made for:
/// whoever is late changes nothing.
/// </summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlRecordStore(TrackDatabase database, string group)
{
    /// <summary>Records in one transaction of gathering (row E9).</summary>
    public const int Batch = 500;

    private const string OneRecord = "group_name = @g and track = @t and record = @r";

    private const string Gathered = """
        insert into track_record (group_name, track, record, version, step, columns, event_ms) values (@g, @t, @r, @v, @step, @c, @e)
        on conflict (group_name, track, record) do update set columns = excluded.columns, event_ms = excluded.event_ms where track_record.columns <> excluded.columns and track_record.state = 'ready'
        """;

    // While an action ran, which may take its time, something new may have been gathered of the record: that stays.
    private const string Moved = $"""
        update track_record set version = @v, step = @step, visit = @visit, action = @action, attempts = @attempts, own = @own, state = @state, not_before_ms = @until, error = @error,
          columns = case when columns = @seencolumns then @c else columns end, event_ms = case when columns = @seencolumns and event_ms = @seenevent then @event else event_ms end
        where {OneRecord} and state = 'ready' and visit = @seenvisit and action = @seenaction and attempts = @seenattempts
        """;

    private readonly SqlFence _fence = new(database, group);

    public SqlFence Fence => _fence;

    public SqlSession Session(FencedTransaction fenced) => database.Session(fenced.Connection, fenced.Transaction);

    /// <summary>Puts records that are new on the first step, and refreshes what is known of those that are on their way. What is done stays done.</summary>
    /// <param name="token">The owner's.</param>
    /// <param name="version">Of the definition that new records begin with.</param>
    /// <param name="step">Its first step.</param>
    /// <param name="gathered">Of records with one key the last counts.</param>
    /// <param name="eventMs">When the event was that they come with, in milliseconds since 1970; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many rows changed; null when the caller is fenced out.</returns>
    public async Task<int?> GatherAsync(TrackToken token, int version, string step, IReadOnlyList<GatheredRecord> gathered, long eventMs, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var batch in gathered.Reverse().DistinctBy(record => record.Key).OrderBy(record => record.Key, StringComparer.Ordinal).Chunk(Batch))
        {
            await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
            if (fenced is null)
            {
                return null;
            }

            changed += (await Session(fenced).ExecuteAllAsync(
                [.. batch.Select(record => new SqlStatement(Gathered, [.. Values(token.Track, record.Key), ("v", version), ("step", step), ("c", record.Columns), ("e", eventMs)]))],
                cancellationToken)).Sum();
            await fenced.CommitAsync(cancellationToken);
        }

        return changed;
    }

    /// <summary>Keys of records that may take their next step: new ones first, then those that have been due for longest.</summary>
    public async Task<IReadOnlyList<string>> ReadyAsync(TrackToken token, DateTimeOffset now, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            $"""
            select record from track_record
            where group_name = @g and track = @t and state = 'ready' and not_before_ms <= @now and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken})
            order by not_before_ms, record limit @limit
            """,
            [.. SqlOwnershipStore.Values(group, token), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit)],
            row => row.GetString(0),
            cancel),
        cancellationToken);

    /// <summary>Those of some records that may take their next step; none when the caller is fenced out.</summary>
    public async Task<IReadOnlyList<TrackRecord>> FindAsync(TrackToken token, IReadOnlyCollection<string> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string Name, object Value)[] named = [.. keys.Select((key, i) => (FormattableString.Invariant($"r{i}"), (object)key))];
        return await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                $"""
                select record, version, step, visit, action, attempts, columns, own, event_ms from track_record
                where group_name = @g and track = @t and record in ({string.Join(", ", named.Select(key => $"@{key.Name}"))}) and state = 'ready' and not_before_ms <= @now
                  and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken})
                """,
                [.. SqlOwnershipStore.Values(group, token), .. named, ("now", now.ToUnixTimeMilliseconds())],
                Read,
                cancel),
            cancellationToken);
    }

    /// <summary>Moves records on, when the transaction commits. What was gathered of one since it was found is kept.</summary>
    /// <returns>Of each whether it stood where it was found.</returns>
    public async Task<IReadOnlyList<bool>> MoveAsync(FencedTransaction fenced, IEnumerable<RecordMove> moves, CancellationToken cancellationToken)
    {
        var changed = await Session(fenced).ExecuteAllAsync([.. moves.Select(move => new SqlStatement(Moved, Values(fenced.Token.Track, move)))], cancellationToken);
        return Array.ConvertAll(changed, rows => rows == 1);
    }

    /// <summary>How many records stand where.</summary>
    public async Task<IReadOnlyList<StepCount>> CountAsync(string track, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select step, state, count(*) from track_record where group_name = @g and track = @t group by step, state order by step, state",
            [("g", group), ("t", track)],
            row => new StepCount(row.GetString(0), Enum.Parse<RecordState>(row.GetString(1), ignoreCase: true), row.GetInt64(2)),
            cancel),
        cancellationToken);

    /// <summary>Records that failed too often (Q17), by the bytes of their keys.</summary>
    public async Task<IReadOnlyList<ApiDeadRecord>> DeadAsync(string track, string after, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select record, step, attempts, error from track_record where group_name = @g and track = @t and state = 'dead' and record > @after order by record limit @limit",
            [("g", group), ("t", track), ("after", after), ("limit", limit)],
            row => new ApiDeadRecord(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3)),
            cancel),
        cancellationToken);

    /// <summary>Lets a dead record try again where it stands.</summary>
    /// <returns>False when it is not dead.</returns>
    public async Task<bool> RetryAsync(string track, string record, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            $"update track_record set state = 'ready', attempts = 0, not_before_ms = 0 where {OneRecord} and state = 'dead'", Values(track, record), cancel),
        cancellationToken) == 1;

    /// <summary>Forgets contacts that left their track before a time. One that is brought again after that is another.</summary>
    /// <param name="track">One to which records are brought.</param>
    /// <param name="before">The time.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many; <paramref name="limit"/> when there may be more.</returns>
    public Task<int> ForgetContactsAsync(string track, DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            """
            delete from track_record where group_name = @g and track = @t and state = 'done' and record in
              (select record from track_record where group_name = @g and track = @t and state = 'done' and not_before_ms > 0 and not_before_ms < @before order by not_before_ms limit @limit)
            """,
            [("g", group), ("t", track), ("before", before.ToUnixTimeMilliseconds()), ("limit", limit)],
            cancel),
        cancellationToken);

    private static TrackRecord Read(DbDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetString(6), row.GetString(7), row.GetInt64(8));

    private (string Name, object Value)[] Values(string track, string record) => [("g", group), ("t", track), ("r", StoreText.Key(record))];

    private (string Name, object Value)[] Values(string track, RecordMove move)
    {
        var (before, after) = (move.Before, move.After);
        return
        [
            .. Values(track, before.Record), ("v", after.Version), ("step", after.Step), ("visit", after.Visit), ("action", after.Action), ("attempts", after.Attempts),
            ("c", after.Columns), ("own", after.Own), ("state", move.State.ToString().ToLowerInvariant()), ("until", move.NotBefore.ToUnixTimeMilliseconds()), ("error", StoreText.Error(move.Error)), ("event", after.EventMs),
            ("seenvisit", before.Visit), ("seenaction", before.Action), ("seenattempts", before.Attempts), ("seencolumns", before.Columns), ("seenevent", before.EventMs),
        ];
    }
}
