using System.Data.Common;

namespace OrleansNaming.Tracks.Stores;

/// <summary>Statements on one connection, in one transaction or each for itself. Values are always parameters, written <c>@name</c> in the text.</summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction, int timeoutSeconds)
{
    public async Task<int> ExecuteAsync(string sql, (string Name, object Value)[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<T>> ReadAsync<T>(string sql, (string Name, object Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Several statements, one after the other: one way to the server and back where the provider can.</summary>
    /// <returns>The rows that each changed.</returns>
    public async Task<int[]> ExecuteAllAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        if (statements.Count == 0)
        {
            return [];
        }

        return connection.CanCreateBatch ? await ExecuteBatchAsync(statements, cancellationToken) : await ExecuteEachAsync(statements, cancellationToken);
    }

    private async Task<int[]> ExecuteBatchAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        (batch.Transaction, batch.Timeout) = (transaction, timeoutSeconds);
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Text;
            foreach (var (name, value) in statement.Values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    /// <summary>One command for statements of one text in a row: such providers prepare each command anew.</summary>
    private async Task<int[]> ExecuteEachAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var changed = new int[statements.Count];
        for (var i = 0; i < statements.Count;)
        {
            await using var command = Command(statements[i].Text, statements[i].Values);
            for (; i < statements.Count && statements[i].Text == command.CommandText; i++)
            {
                foreach (var (name, value) in statements[i].Values)
                {
                    command.Parameters[name].Value = value;
                }

                changed[i] = await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        return changed;
    }

    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, timeoutSeconds);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
