using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming servers</c>: every server, as the asked one sees it.</summary>
internal static class ServersVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("servers", "Show every server of the cluster, as the asked one sees it.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var servers = await AllAsync(opened.Client, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), new ApiServerList(servers, null), ApiJson.Default.ApiServerList,
                () => Show(servers, terminal));

            return ExitCode.Yes;
        });
        return command;
    }

    /// <summary>All pages.</summary>
    public static async Task<List<ApiServer>> AllAsync(HttpNamingClient client, CancellationToken stop)
    {
        var servers = new List<ApiServer>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var path = HttpNamingClient.Relative($"v1/servers{(after is null ? "" : $"?after={Uri.EscapeDataString(after)}")}");
            var page = await client.GetAsync(path, ApiJson.Default.ApiServerList, TimeSpan.Zero, stop).ConfigureAwait(false);
            servers.AddRange(page.Servers);
            next = page.Next;
        }

        return servers;
    }

    public static void Show(IEnumerable<ApiServer> servers, Terminal terminal) => terminal.Table(
        ["SERVER", "STATE", "STAMP", "HEARD", "LINES", "SERVICES", "LEARNT", "ADDRESS"],
        servers.Select(server => (IReadOnlyList<string>)
        [
            server.Server,
            server.Stale ? $"{server.State}, stale" : server.Behind ? $"{server.State}, behind" : server.State,
            server.Version,
            server.LearntBy == "own" ? "self" : $"{server.SilenceSeconds:0.0} s ago",
            $"{server.Entries}",
            server.Services.Count == 0 ? "-" : string.Join(' ', server.Services),
            server.LearntBy ?? "-",
            server.Address ?? "-",
        ]));
}
