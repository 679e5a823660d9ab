using System.Data.Common;

namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// The database that all servers of a group share: PostgreSQL for servers on several machines, SQLite for those on one. It holds who owns each track
/// (<see cref="SqlOwnershipStore"/>), the work of each (<see cref="SqlWorkStore"/>), and what a fence checks (<see cref="Fencing.SqlFence"/>). Its clock decides nothing.
/// </summary>
/// <remarks>
/// A call that throws has an unknown outcome, except for what is retried here: a failure by which the database says that nothing was changed.
/// </remarks>
public abstract class TrackDatabase : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromMilliseconds(20);

    private readonly TrackDatabaseOptions _options;
    private readonly TimeProvider _time;

    private protected TrackDatabase(TrackDatabaseOptions? options, TimeProvider? time) => (_options, _time) = (options ?? new TrackDatabaseOptions(), time ?? TimeProvider.System);

    /// <summary>The row of a token that still holds: in PostgreSQL locked until the transaction's end, in SQLite by the transaction itself.</summary>
    internal abstract string FenceStatement { get; }

    /// <summary>Each step brings the schema from the version before it to its own, which is its place in the list, from 1.</summary>
    private protected abstract IReadOnlyList<string> Migrations { get; }

    private protected virtual int CommandTimeoutSeconds => Math.Max(1, (int)Math.Ceiling(_options.CommandTimeout.TotalSeconds));

    private protected TrackDatabaseOptions Options => _options;

    /// <summary>PostgreSQL 12 or later. The tables stand in the first schema of the search path.</summary>
    /// <param name="connectionString">As Npgsql takes it. <c>Max Auto Prepare</c> is 32 unless it says otherwise; say 0 behind a pooler that does not know prepared statements.</param>
    /// <param name="options">Time-outs; null for the defaults.</param>
    /// <param name="time">The clock of retries; null for the system's.</param>
    public static TrackDatabase Postgres(string connectionString, TrackDatabaseOptions? options = null, TimeProvider? time = null) =>
        new PostgresTrackDatabase(connectionString, options, time);

    /// <summary>A SQLite file in WAL mode, for servers on one machine: a network file system does not keep its locks.</summary>
    /// <param name="path">The file; made when there is none.</param>
    /// <param name="options">Time-outs; null for the defaults.</param>
    /// <param name="time">The clock of retries; null for the system's.</param>
    public static TrackDatabase Sqlite(string path, TrackDatabaseOptions? options = null, TimeProvider? time = null) => new SqliteTrackDatabase(path, options, time);

    /// <summary>Brings the tables to this version's form. Any number of servers may do so at once, and again at each start.</summary>
    /// <exception cref="InvalidOperationException">The tables were made by a later version.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken) => WriteAsync(
        async (session, cancel) =>
        {
            await LockSchemaAsync(session, cancel);
            await session.ExecuteAsync("create table if not exists track_schema (version integer not null primary key)", [], cancel);
            var found = (await session.ReadAsync("select coalesce(max(version), 0) from track_schema", [], row => row.GetInt32(0), cancel))[0];
            if (found > Migrations.Count)
            {
                throw new InvalidOperationException($"the tables of work tracks are of version {found}, made by a later version; this one knows {Migrations.Count}");
            }

            for (var version = found + 1; version <= Migrations.Count; version++)
            {
                await session.ExecuteAsync(Migrations[version - 1], [], cancel);
                await session.ExecuteAsync("insert into track_schema (version) values (@v)", [("v", version)], cancel);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>One statement, or several that need not stand or fall together.</summary>
    internal Task<T> RunAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RetryAsync(
        async cancel =>
        {
            await using var connection = await OpenAsync(cancel);
            return await work(Session(connection, null), cancel);
        },
        cancellationToken);

    /// <summary>Several statements in one transaction that may write from its start.</summary>
    internal Task<T> WriteAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RetryAsync(
        async cancel =>
        {
            await using var connection = await OpenAsync(cancel);
            await using var transaction = await BeginAsync(connection, cancel);
            var result = await work(Session(connection, transaction), cancel);
            await transaction.CommitAsync(cancel);
            return result;
        },
        cancellationToken);

    internal SqlSession Session(DbConnection connection, DbTransaction? transaction) => new(connection, transaction, CommandTimeoutSeconds);

    internal abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A value of a track as the provider takes it.</summary>
    internal virtual object ToParameter(object? value) => value ?? DBNull.Value;

    /// <summary>Begins a transaction that may write: SQLite's <c>begin immediate</c>, PostgreSQL's read committed.</summary>
    internal abstract ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>What a fenced transaction does before its check; nothing where the database has no means against a client that stopped.</summary>
    internal abstract object FencedIdleTimeout { get; }

    /// <summary>Tries again, until <see cref="TrackDatabaseOptions.BusyTimeout"/>, what failed and surely changed nothing.</summary>
    internal async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        for (var delay = TimeSpan.FromMilliseconds(1); ; delay = Min(delay * 2, RetryDelayMax))
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (DbException e) when (IsUndone(e) && _time.GetElapsedTime(start) < _options.BusyTimeout)
            {
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }

    /// <summary>Whether the database says that it turned the transaction away and changed nothing, and that another try may do better.</summary>
    private protected abstract bool IsUndone(DbException failure);

    /// <summary>One server at a time changes the schema, even when there is no table yet.</summary>
    private protected abstract Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
