using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A schema of its own in the run's PostgreSQL.</summary>
internal sealed class PostgresStores(PostgresServer server) : SqlStores
{
    private readonly string _schema = $"s{Guid.NewGuid():n}";

    public string Connection => $"{server.Connection};Search Path={_schema}";

    protected override string SerialKey => "bigserial primary key";

    public async Task<SqlStores> StartAsync()
    {
        Machine.SkipWithout("postgres", Need.Linux);
        await server.StartAsync();
        await ExecuteAsync($"create schema {_schema}");
        return await PreparedAsync();
    }

    protected override TrackDatabase Open(TrackDatabaseOptions? options) => TrackDatabase.Postgres(Connection, options);
}
