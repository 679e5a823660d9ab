using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// SQLite. There is one writer at a time for the whole file, so <c>begin immediate</c> is the fence's lock, and nobody's ownership changes until it ends.
/// Whoever finds the file busy tries again, asynchronously and every few milliseconds: the provider would sleep 150 ms on its thread each time, and this SQLite, built
/// without usleep, whole seconds.
/// </summary>
internal sealed class SqliteTrackDatabase : TrackDatabase
{
    /// <summary>Makes the provider throw at once when the file is busy: it gives up when so many seconds have passed, and 0 would mean never.</summary>
    private const int GivesUpAtOnce = -1;

    private static readonly string[] Steps =
    [
        """
        create table track_owner (
          group_name text not null,
          track text not null,
          epoch integer not null check (epoch >= 1),
          holder_server text,
          holder_boot text,
          beat integer not null,
          primary key (group_name, track)
        ) without rowid;
        create table track_work (
          group_name text not null,
          track text not null,
          record text not null,
          state text not null default 'ready' check (state in ('ready', 'done', 'dead')),
          attempts integer not null default 0,
          not_before_ms integer not null default 0,
          error text not null default '',
          payload blob not null,
          primary key (group_name, track, record)
        );
        create index track_work_ready on track_work (group_name, track, record) where state = 'ready';
        create index track_work_dead on track_work (group_name, track, record) where state = 'dead';
        create table resource_token (
          name text not null primary key,
          epoch integer not null,
          holder_server text not null,
          holder_boot text not null
        ) without rowid;
        """,
        DecisionSchema.Tables("text", "integer"),
        DecisionSchema.DueIndex,
        DecisionSchema.EventTimes("integer"),
        AdministrationSchema.Audit("integer primary key autoincrement", "text", "integer"),
        AdministrationSchema.Access("text"),
        DecisionSchema.FinishedIndexes,
        DecisionSchema.TriggerTries,
    ];

    private readonly string _connectionString;

    static SqliteTrackDatabase() => SQLitePCL.Batteries_V2.Init();

    public SqliteTrackDatabase(string path, TrackDatabaseOptions? options, TimeProvider? time)
        : base(options, time) =>
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = GivesUpAtOnce }.ToString();

    internal override string FenceStatement => $"select @idle from track_owner where {SqlOwnershipStore.HasToken}";

    internal override object FencedIdleTimeout => 0;

    private protected override int CommandTimeoutSeconds => GivesUpAtOnce;

    private protected override IReadOnlyList<string> Migrations => Steps;

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    internal override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "pragma journal_mode = wal; pragma synchronous = full";
            await pragmas.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serializable is what this provider begins with <c>begin immediate</c>.</summary>
    internal override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);

    /// <summary>This provider keeps decimals, times and durations as text: numbers go as what SQLite counts with, times in ISO 8601, which sorts, durations in milliseconds.</summary>
    internal override object ToParameter(object? value) => value switch
    {
        null => DBNull.Value,
        decimal number when number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue => (long)number,
        decimal number => (double)number,
        DateTimeOffset instant => Language.Instants.Print(instant),
        TimeSpan duration => (long)duration.TotalMilliseconds,
        _ => value,
    };

    private protected override bool IsUndone(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED };

    private protected override Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken) => Task.CompletedTask;
}
