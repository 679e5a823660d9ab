using System.Data;
using System.Data.Common;
using Npgsql;

namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// PostgreSQL. The fence locks the owner's row <c>for key share</c>: that lock excludes a change of <c>epoch</c>, because epoch stands in a unique index
/// (PostgreSQL, 13.3.2 "Row-Level Locks": such an update takes FOR UPDATE), and lets a change of <c>beat</c> pass. With <c>for share</c>, just as safe, an owner's
/// renewals would wait for its own transactions, and a challenger could see them stand still.
/// </summary>
internal sealed class PostgresTrackDatabase : TrackDatabase
{
    /// <summary>Any number that others hardly use: "TRCK" in ASCII. An advisory lock is one number for the whole database.</summary>
    private const long SchemaLock = 0x5452_434B;

    /// <summary>Statements that a connection keeps prepared, unless the connection string says how many: a block's are the same few a hundred times.</summary>
    private const int StatementsPrepared = 32;

    private static readonly string[] Steps =
    [
        """
        create table track_owner (
          group_name text collate "C" not null,
          track text collate "C" not null,
          epoch bigint not null check (epoch >= 1),
          holder_server text,
          holder_boot text,
          beat bigint not null,
          primary key (group_name, track),
          unique (group_name, track, epoch)
        ) with (fillfactor = 50);
        create table track_work (
          group_name text collate "C" not null,
          track text collate "C" not null,
          record text collate "C" not null,
          state text not null default 'ready' check (state in ('ready', 'done', 'dead')),
          attempts integer not null default 0,
          not_before_ms bigint not null default 0,
          error text not null default '',
          payload bytea not null,
          primary key (group_name, track, record)
        );
        create index track_work_ready on track_work (group_name, track, record) where state = 'ready';
        create index track_work_dead on track_work (group_name, track, record) where state = 'dead';
        create table resource_token (
          name text collate "C" not null primary key,
          epoch bigint not null,
          holder_server text not null,
          holder_boot text not null
        );
        """,
        DecisionSchema.Tables("text collate \"C\"", "bigint"),
        DecisionSchema.DueIndex,
        DecisionSchema.EventTimes("bigint"),
        AdministrationSchema.Audit("bigint generated always as identity primary key", "text collate \"C\"", "bigint"),
        AdministrationSchema.Access("text collate \"C\""),
        DecisionSchema.FinishedIndexes,
        DecisionSchema.TriggerTries,
    ];

    private readonly NpgsqlDataSource _source;

    public PostgresTrackDatabase(string connectionString, TrackDatabaseOptions? options, TimeProvider? time)
        : base(options, time)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "orleans-naming";
        if (!builder.ConnectionStringBuilder.ContainsKey("Max Auto Prepare"))
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = StatementsPrepared;
        }

        _source = builder.Build();
    }

    internal override string FenceStatement =>
        $"select set_config('idle_in_transaction_session_timeout', @idle, true) from track_owner where {SqlOwnershipStore.HasToken} for key share";

    internal override object FencedIdleTimeout => $"{(long)Options.FencedIdleTimeout.TotalMilliseconds}ms";

    private protected override IReadOnlyList<string> Migrations => Steps;

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    internal override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    internal override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    private protected override bool IsUndone(DbException failure) => failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private protected override Task LockSchemaAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("select pg_advisory_xact_lock(@key)", [("key", SchemaLock)], cancellationToken);
}
