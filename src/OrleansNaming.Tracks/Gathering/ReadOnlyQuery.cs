using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>
/// One query that changes nothing, whatever its text says: it is its author's, who has the right to author tracks and none to write. So the text stands as a subquery, where PostgreSQL and SQLite take nothing
/// but a SELECT (no pragma, no commit, no copy), is refused when it goes on behind its end, and runs where what its functions would write is refused too. The dialects of other providers are not
/// known here: their transaction is rolled back, and their login should only read.
/// </summary>
internal static class ReadOnlyQuery
{
    /// <summary>Runs it and reads up to the cap.</summary>
    /// <exception cref="TrackSourceException">It is more than one statement.</exception>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        DbConnection connection, string query, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection sqlite)
        {
            return await AskSqliteAsync(sqlite, query, parameters, options, read, cancellationToken);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (connection is NpgsqlConnection)
        {
            return await AskPostgresAsync(connection, transaction, query, parameters, options, read, cancellationToken);
        }

        await using var command = Command(connection, transaction, query, parameters, options);
        return await ReadAsync(command, options, read, cancellationToken);
    }

    private static async Task<IReadOnlyList<T>> AskSqliteAsync<T>(
        SqliteConnection connection, string query, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var subquery = Subquery(query, options);
        RefuseMore(connection.Handle!, subquery);
        await ExecuteAsync(connection, null, "pragma query_only = 1", cancellationToken);

        // SQLite's provider looks at no token while a statement runs; this stops it from outside.
        await using var interrupt = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            await using var command = Command(connection, null, subquery, parameters, options);
            return await ReadAsync(command, options, read, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, null, "pragma query_only = 0", CancellationToken.None); // it goes back to the pool
        }
    }

    /// <summary>In a batch of one: Npgsql splits a command at its semicolons and sends the parts one after the other, but refuses those of a batch, and the server refuses what it would overlook.</summary>
    private static async Task<IReadOnlyList<T>> AskPostgresAsync<T>(
        DbConnection connection, DbTransaction transaction, string query, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, transaction, "set transaction read only", cancellationToken);
        await using var batch = connection.CreateBatch();
        (batch.Transaction, batch.Timeout) = (transaction, Seconds(options));
        var command = batch.CreateBatchCommand();
        command.CommandText = Subquery(query, options);
        Add(command.Parameters, command.CreateParameter, query, parameters);
        batch.BatchCommands.Add(command);
        await using var reader = await ExecuteAsync(batch, cancellationToken);
        return await ReadAsync(reader, options, read, cancellationToken);
    }

    private static async Task<DbDataReader> ExecuteAsync(DbBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await batch.ExecuteReaderAsync(cancellationToken);
        }
        catch (NotSupportedException several)
        {
            throw More(several.Message);
        }
    }

    /// <summary>SQLite's provider runs one statement after the other, to the text's end; a text that is wrong it refuses itself.</summary>
    private static void RefuseMore(sqlite3 database, string text)
    {
        var result = raw.sqlite3_prepare_v2(database, text, out var first, out var rest);
        first?.Dispose();
        if (result == raw.SQLITE_OK && !string.IsNullOrWhiteSpace(rest))
        {
            throw More("it goes on behind the end of its first statement");
        }
    }

    private static TrackSourceException More(string why) => new($"a query is one statement that reads: {why}");

    /// <summary>A line of its own, behind which a comment at the text's end is over. For databases NUL is an end, too.</summary>
    private static string Subquery(string query, TrackConnectionOptions options) => query.Contains('\0') ? throw More("it holds NUL")
        : string.Create(CultureInfo.InvariantCulture, $"select * from (\n{query.TrimEnd(' ', '\t', '\r', '\n', ';')}\n) as track_query limit {options.RowsMax}");

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(DbCommand command, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = await ReadAsync(reader, options, read, cancellationToken);
        command.Cancel(); // else closing reads what is left
        return rows;
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(DbDataReader reader, TrackConnectionOptions options, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (rows.Count < options.RowsMax && await reader.ReadAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(read(reader));
        }

        return rows;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, IReadOnlyDictionary<string, object> parameters, TrackConnectionOptions options)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (text, transaction, Seconds(options));
        Add(command.Parameters, command.CreateParameter, text, parameters);
        return command;
    }

    /// <summary>Those that the text names: no value is ever part of it.</summary>
    private static void Add(DbParameterCollection to, Func<DbParameter> create, string text, IReadOnlyDictionary<string, object> parameters)
    {
        foreach (var (name, value) in parameters.Where(parameter => text.Contains($"@{parameter.Key}", StringComparison.Ordinal)))
        {
            var parameter = create();
            (parameter.ParameterName, parameter.Value) = (name, value);
            to.Add(parameter);
        }
    }

    private static int Seconds(TrackConnectionOptions options) => Math.Max(1, (int)Math.Ceiling(options.Timeout.TotalSeconds));
}
