using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming neigh</c>: the substitution table, as <c>ip neigh</c> shows a host's.</summary>
internal static class NeighVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("neigh", "Show shared addresses and the dedicated ones behind them, as the asked server sees them.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var table = await AskAsync(opened.Client, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), table, ApiJson.Default.ApiNeighbourList, () => Show(table, terminal));

            return ExitCode.Yes;
        });
        return command;
    }

    public static Task<ApiNeighbourList> AskAsync(HttpNamingClient client, CancellationToken stop) =>
        client.GetAsync(HttpNamingClient.Relative("v1/neighbours"), ApiJson.Default.ApiNeighbourList, TimeSpan.Zero, stop);

    private static void Show(ApiNeighbourList table, Terminal terminal)
    {
        terminal.Table(
            ["SERVER", "NAME", "PORT", "CLUSTER", "DEDICATED", "STATE"],
            table.Neighbours.Select(line => (IReadOnlyList<string>)
            [
                line.Guest ? $"{line.Instance} (guest)" : line.Server,
                line.Name,
                line.Port,
                line.Cluster ?? "-",
                line.Dedicated ?? "not told: needs an admin key",
                line.State,
            ]));
        terminal.Say($"version {table.Version}");
    }
}
