using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming connections list | add | remove | allow | forbid</c>: what tracks may reach.</summary>
internal static class ConnectionsVerb
{
    public static Command Create(Terminal terminal) => new("connections", "Say which databases tracks may ask and which hosts they may call.")
    {
        List(terminal),
        Add(terminal),
        Plain("remove", "connection", "connections", HttpMethod.Delete, "Take a database from all tracks.", "removed", terminal),
        Plain("allow", "host", "hosts", HttpMethod.Put, "Let tracks call a host; * is any.", "allowed", terminal),
        Plain("forbid", "host", "hosts", HttpMethod.Delete, "Let tracks call a host no more.", "forbidden", terminal),
    };

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "List the databases that tracks may ask, and the hosts that they may call.");
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var found = await opened.Client.GetAsync(group.At(parsed, "connections"), ApiJson.Default.ApiTrackConnectionList, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiTrackConnectionList, () => Show(found, terminal));
            return ExitCode.Yes;
        });
        return command;
    }

    private static void Show(ApiTrackConnectionList found, Terminal terminal)
    {
        terminal.Table(["CONNECTION", "PROVIDER", "REACHED BY", "TIMEOUT", "ROWS"], found.Connections.Select(one => (IReadOnlyList<string>)
        [
            one.Name, one.Provider, one.Secret is { } secret ? $"setting {secret}" : one.ConnectionString ?? "configured",
            string.Create(CultureInfo.InvariantCulture, $"{one.TimeoutSeconds:0.###} s"), one.RowsMax.ToString(CultureInfo.InvariantCulture),
        ]));
        terminal.Say($"hosts   {(found.Hosts.Count == 0 ? "none" : string.Join(' ', found.Hosts))}");
    }

    private static Command Add(Terminal terminal)
    {
        var name = new Argument<string>("connection") { Description = "As tracks write it." };
        var provider = new Option<string?>("--provider") { Description = "The ADO.NET provider; Npgsql by default." };
        var text = new Option<string?>("--connection-string") { Description = "How to reach it, without a password." };
        var secret = new Option<string?>("--secret") { Description = "The setting on each server that holds the connection string." };
        var timeout = new Option<double?>("--timeout") { Description = "Seconds that a query may take; 30 by default." };
        var rows = new Option<int?>("--rows") { Description = "Rows that are read of one result; 10000 by default." };
        var command = new Command("add", "Name a database that tracks may ask, or say anew how to reach it.") { name, provider, text, secret, timeout, rows };
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var body = new ApiTrackConnectionRequest
            {
                Provider = parsed.GetValue(provider),
                ConnectionString = parsed.GetValue(text),
                Secret = parsed.GetValue(secret),
                TimeoutSeconds = parsed.GetValue(timeout) is { } seconds ? Seconds.Of(seconds).TotalSeconds : null,
                RowsMax = parsed.GetValue(rows),
            };
            var path = group.At(parsed, "connections", name);
            var kept = await opened.Client.SendAsync(
                () => new(HttpMethod.Put, path) { Content = JsonContent.Create(body, ApiRequestJson.Default.ApiTrackConnectionRequest) }, ApiJson.Default.ApiTrackConnection, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), kept, ApiJson.Default.ApiTrackConnection,
                () => terminal.Say($"connection {kept.Name}   {kept.Provider}"));

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Plain(string verb, string what, string collection, HttpMethod method, string description, string done, Terminal terminal)
    {
        var name = new Argument<string>(what) { Description = $"The {what}." };
        var command = new Command(verb, description) { name };
        var group = new GroupOption(command);
        command.SetCall(
            terminal,
            _ => done,
            (client, parsed, stop) => client.CallAsync(method, group.At(parsed, collection, name), stop));
        return command;
    }
}
