using System.Data.Common;
using System.Text.Json;
using OrleansNaming.Api;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Where administrators say which databases a group's tracks may ask and which hosts they may call (row E35). No password is taken: it stands in a setting of each server, which a connection names.</summary>
internal sealed class AccessDesk(AccessBook book, SqlAccessStore store)
{
    /// <summary>Of each kind, beside what is configured.</summary>
    private const int Max = 1_000;

    private const int NameLengthMax = 63;
    private const int HostLengthMax = 253; // RFC 1035 2.3.4, without the last dot
    private const int TextLengthMax = 4_096;
    private const int SecondsMax = 3_600;
    private const int RowsMax = 1_000_000;
    private static readonly TrackConnectionOptions Defaults = new();
    private static readonly string[] SecretWords = ["password", "pwd", "psw", "secret", "token", "passfile"];

    public async Task<ApiTrackConnectionList> ListAsync(CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        return book.All;
    }

    /// <summary>Names a database, or says anew how to reach it.</summary>
    /// <exception cref="NamingException">Something of it is wrong, it holds a password, or the name is a configured one's.</exception>
    public async Task<ApiTrackConnection> PutAsync(string name, ApiTrackConnectionRequest request, CancellationToken cancellationToken)
    {
        var connection = new ApiTrackConnection(
            name, request.Provider ?? Defaults.Provider, request.ConnectionString, request.Secret, request.TimeoutSeconds ?? Defaults.Timeout.TotalSeconds, request.RowsMax ?? Defaults.RowsMax, false);
        if (Wrong(connection) is { } wrong)
        {
            throw new NamingException(Refusal.Invalid, wrong);
        }

        var all = (await ListAsync(cancellationToken)).Connections;
        RefuseConfigured(book.IsConfigured(name) || name is TrackConnections.Main or TrackSource.Naming, name);
        RefuseTooMany(all.Count, all.Any(known => known.Name == name));
        await store.PutAsync(SqlAccessStore.Connection, name, JsonSerializer.Serialize(connection, ApiJson.Default.ApiTrackConnection), cancellationToken);
        await book.RefreshAsync(cancellationToken);
        return connection;
    }

    /// <summary>Lets steps call a host, <c>*</c> for any.</summary>
    public async Task AllowAsync(string host, CancellationToken cancellationToken)
    {
        if (host != "*" && (host.Length > HostLengthMax || Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            throw new NamingException(Refusal.Invalid, $"'{host}' is no host: a DNS name, an address, or * for any");
        }

        RefuseTooMany((await ListAsync(cancellationToken)).Hosts.Count, book.MayCall(host));
        await store.PutAsync(SqlAccessStore.Host, host.ToLowerInvariant(), "", cancellationToken);
        await book.RefreshAsync(cancellationToken);
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => RemoveAsync(SqlAccessStore.Connection, name, book.IsConfigured(name), cancellationToken);

    public Task ForbidAsync(string host, CancellationToken cancellationToken) => RemoveAsync(SqlAccessStore.Host, host.ToLowerInvariant(), book.IsConfiguredHost(host), cancellationToken);

    private async Task RemoveAsync(string kind, string name, bool isConfigured, CancellationToken cancellationToken)
    {
        RefuseConfigured(isConfigured, name);
        if (!StoreText.IsKey(name) || !await store.RemoveAsync(kind, name, cancellationToken))
        {
            throw new NamingException(Refusal.NotFound, $"nobody added a {kind} '{name}'");
        }

        await book.RefreshAsync(cancellationToken);
    }

    private static void RefuseConfigured(bool isConfigured, string name)
    {
        if (isConfigured)
        {
            throw new NamingException(Refusal.AlreadyBound, $"'{name}' stands in the servers' configuration, and is changed there");
        }
    }

    private static void RefuseTooMany(int count, bool isKnown)
    {
        if (count >= Max && !isKnown)
        {
            throw new NamingException(Refusal.TooMany, $"there are {Max} already: remove one");
        }
    }

    private static string? Wrong(ApiTrackConnection connection) =>
        connection.Name.Length is 0 or > NameLengthMax || !connection.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(connection.Name[0])
            ? $"'{connection.Name}' is no name of a connection: 1 to {NameLengthMax} letters, digits and underscores, none of the digits first"
        : connection.ConnectionString is null == connection.Secret is null ? "say either 'connectionString' or 'secret', the name of the setting that holds it"
        : (connection.ConnectionString ?? connection.Secret)!.Length is 0 or > TextLengthMax || (connection.ConnectionString ?? connection.Secret)!.Any(char.IsControl) ? $"'connectionString' or 'secret' is empty, longer than {TextLengthMax}, or holds control characters"
        : connection.TimeoutSeconds is not (>= 1 and <= SecondsMax) ? $"'timeoutSeconds' is not 1 to {SecondsMax}"
        : connection.RowsMax is < 1 or > RowsMax ? $"'rowsMax' is not 1 to {RowsMax}"
        : TrackConnections.FactoryOf(connection.Provider) is not { } factory ? $"this server has no database provider '{connection.Provider}'"
        : connection.ConnectionString is { } text ? WrongText(factory, text)
        : null;

    private static string? WrongText(DbProviderFactory factory, string text)
    {
        var parts = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return "'connectionString' is none of that provider's"; // what the provider says may quote it
        }

        return parts.Keys.Cast<string>().Any(key => SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) && parts[key] is string { Length: > 0 })
            ? "'connectionString' holds a secret: put the whole of it into a setting of each server, an environment variable or a mounted file, and say its name as 'secret'"
            : null;
    }
}
