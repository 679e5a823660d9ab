using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A schema of its own in the run's PostgreSQL.</summary>
internal sealed class PostgresStores(PostgresServer server) : SqlStores
{
    private readonly string _schema = $"s{Guid.NewGuid():n}";

    public string Connection => $"{server.Connection};Search Path={_schema}";

    protected override string SerialKey => "bigserial primary key";

    public override string OnEachUpdate(string table, string column, string statement) => $"""
        create function each_update() returns trigger language plpgsql as $$ begin {statement}; return new; end $$;
        create trigger each_update after update of {column} on {table} for each row execute function each_update()
        """;

    public async Task<SqlStores> StartAsync()
    {
        Machine.SkipWithout("postgres", Need.Linux);
        await server.StartAsync();
        await ExecuteAsync($"create schema {_schema}");
        return await PreparedAsync();
    }

    protected override TrackDatabase Open(TrackDatabaseOptions? options) => TrackDatabase.Postgres(Connection, options);
}
