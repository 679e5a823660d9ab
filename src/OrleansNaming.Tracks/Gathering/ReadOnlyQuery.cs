using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>One query that changes nothing.</summary>
internal static class ReadOnlyQuery
{
    /// <summary>Runs it and reads up to the cap.</summary>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        DbConnection connection, string query, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var sqlite = connection as SqliteConnection;
        if (sqlite is not null)
        {
            await ExecuteAsync(connection, null, "pragma query_only = 1", cancellationToken);
        }

        // SQLite's provider looks at no token while a statement runs; this stops it from outside.
        await using var interrupt = cancellationToken.Register(() => Interrupt(sqlite));
        try
        {
            await using var transaction = sqlite is null ? await connection.BeginTransactionAsync(cancellationToken) : null;
            if (connection is NpgsqlConnection)
            {
                await ExecuteAsync(connection, transaction, "set transaction read only", cancellationToken);
            }

            return await ReadAsync(connection, transaction, query, parameters, options, read, cancellationToken);
        }
        finally
        {
            if (sqlite is not null)
            {
                await ExecuteAsync(connection, null, "pragma query_only = 0", CancellationToken.None); // it goes back to the pool
            }
        }
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, string query, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, query);
        command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(options.Timeout.TotalSeconds));
        foreach (var (name, value) in parameters.Where(parameter => query.Contains($"@{parameter.Key}", StringComparison.Ordinal)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (rows.Count < options.RowsMax && await reader.ReadAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(read(reader));
        }

        command.Cancel(); // else closing reads what is left
        return rows;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The text is its author's, by the right to author tracks; no value is ever part of it.</summary>
    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }

    private static void Interrupt(SqliteConnection? sqlite)
    {
        if (sqlite?.Handle is { } handle)
        {
            SQLitePCL.raw.sqlite3_interrupt(handle);
        }
    }
}
