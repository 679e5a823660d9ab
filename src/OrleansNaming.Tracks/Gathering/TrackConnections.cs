using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>
/// The databases that tracks may ask, by name (row E38): <c>main</c> is the group's own, others stand in <see cref="TrackOptions.Connections"/> or were added by an administrator. Each query runs in a transaction that is rolled back, where the
/// provider can in one that refuses writes, with a time-out and a cap of rows. Give others a login that only reads all the same (Q33).
/// </summary>
internal sealed class TrackConnections(TrackDatabase main, Func<string, TrackConnectionOptions?> others, Func<string, string?> secrets, TimeProvider time)
{
    public const string Main = "main";

    public bool Has(string name) => name == Main || others(name) is not null;

    /// <summary>Asks a query; rows beyond the connection's cap are not read.</summary>
    /// <exception cref="TrackSourceException">There is no such connection, or the query took too long.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string name, string query, IReadOnlyDictionary<string, object> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var options = others(name) ?? (name == Main ? new TrackConnectionOptions() : throw new TrackSourceException($"there is no connection '{name}': an administrator names it, in Naming:Tracks:Connections or with naming connections add"));
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var connection = name == Main ? await main.OpenAsync(both.Token) : await OpenAsync(name, options, both.Token);
            return await ReadOnlyQuery.RunAsync(connection, query, parameters.ToDictionary(pair => pair.Key, pair => main.ToParameter(pair.Value)), options, read, both.Token);
        }
        catch (Exception e) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TrackSourceException($"the query on '{name}' took longer than {options.Timeout}: {e.Message}") { IsLate = true };
        }
    }

    /// <summary>Null when this server has no such provider.</summary>
    public static DbProviderFactory? FactoryOf(string provider) => provider switch
    {
        "Npgsql" => NpgsqlFactory.Instance,
        "Microsoft.Data.Sqlite" => SqliteFactory.Instance,
        _ => DbProviderFactories.TryGetFactory(provider, out var factory) ? factory : null,
    };

    private async Task<DbConnection> OpenAsync(string name, TrackConnectionOptions options, CancellationToken cancellationToken)
    {
        var connection = FactoryOf(options.Provider)?.CreateConnection() ?? throw new TrackSourceException($"this server has no provider '{options.Provider}' for connection '{name}'");
        try
        {
            Set(connection, name, options);
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Set(DbConnection connection, string name, TrackConnectionOptions options)
    {
        var text = options.Secret is { } secret
            ? secrets(secret) ?? throw new TrackSourceException($"connection '{name}' refers to the setting '{secret}', which is not there")
            : options.ConnectionString;
        try
        {
            connection.ConnectionString = text;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TrackSourceException($"what is said of connection '{name}' is no connection string of '{options.Provider}'"); // what the provider says may quote it
        }
    }
}
