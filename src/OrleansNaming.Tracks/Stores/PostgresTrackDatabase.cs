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
        """
        create table track_definition (
          group_name text collate "C" not null,
          track text collate "C" not null,
          version integer not null,
          digest text not null,
          text text,
          saved_ms bigint not null,
          primary key (group_name, track, version)
        );
        create table track_record (
          group_name text collate "C" not null,
          track text collate "C" not null,
          record text collate "C" not null,
          version integer not null,
          step text not null,
          visit integer not null default 0,
          action integer not null default 0,
          state text not null default 'ready' check (state in ('ready', 'done', 'dead')),
          attempts integer not null default 0,
          not_before_ms bigint not null default 0,
          error text not null default '',
          columns text not null,
          own text not null default '{}',
          primary key (group_name, track, record)
        );
        create index track_record_ready on track_record (group_name, track, record) where state = 'ready';
        create table track_outbox (
          group_name text collate "C" not null,
          id text collate "C" not null,
          recipient text not null,
          subject text not null,
          body text not null,
          state text not null default 'queued' check (state in ('queued', 'sent', 'dead')),
          attempts integer not null default 0,
          not_before_ms bigint not null default 0,
          error text not null default '',
          primary key (group_name, id)
        );
        create index track_outbox_queued on track_outbox (group_name, id) where state = 'queued';
        create table track_published (
          group_name text collate "C" not null,
          name text collate "C" not null,
          endpoint text not null,
          is_wanted integer not null,
          primary key (group_name, name)
        );
        create table track_trigger (
          group_name text collate "C" not null,
          track text collate "C" not null,
          due text collate "C" not null,
          payload text not null,
          is_done integer not null default 0,
          primary key (group_name, track, due)
        );
        """,
        """
        create table track_audit (
          id bigint generated always as identity primary key,
          group_name text collate "C" not null,
          at_ms bigint not null,
          server text not null,
          who text not null,
          role text not null,
          what text not null,
          target text not null,
          origin text not null,
          outcome text not null,
          status integer not null,
          times integer not null
        );
        create index track_audit_newest on track_audit (group_name, id);
        """,
        """
        create table track_access (
          group_name text collate "C" not null,
          kind text collate "C" not null,
          name text collate "C" not null,
          value text not null,
          primary key (group_name, kind, name)
        );
        """,
    ];

    private readonly NpgsqlDataSource _source;

    public PostgresTrackDatabase(string connectionString, TrackDatabaseOptions? options, TimeProvider? time)
        : base(options, time)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "orleans-naming";
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
