using Npgsql;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>A PostgreSQL with the tables of Orleans' AdoNet providers.</summary>
public sealed class Postgres : PostgresServer
{
    public override ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return base.DisposeAsync();
    }

    protected override async Task FillAsync()
    {
        await ExecuteAsync(PostgresSchema.Tables);
        foreach (var (key, text) in PostgresSchema.Queries)
        {
            await ExecuteAsync("insert into OrleansQuery values ($1, $2)", key, text);
        }
    }

    private async Task ExecuteAsync(string sql, params string[] values)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
