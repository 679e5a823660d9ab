using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming group status</c>: whether a group may work, and who is there.</summary>
internal static class GroupStatusVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("status", "Say whether a group may work, who its master is, and who is there.");
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var status = await opened.Client.GetAsync(group.At(parsed, "status"), ApiJson.Default.ApiTrackStatus, TimeSpan.Zero, stop).ConfigureAwait(false);
            var table = await opened.Client.GetAsync(group.At(parsed, "servers"), ApiJson.Default.ApiTrackServerList, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), Answers.Beside(status, ApiJson.Default.ApiTrackStatus, "servers", table.Servers, ApiJson.Default.IReadOnlyListApiTrackServer), CliJson.Default.JsonObject, () => Show(status, table, terminal));
            return status.Phase == "Operational" ? ExitCode.Yes : ExitCode.Failed;
        });
        return command;
    }

    private static void Show(ApiTrackStatus status, ApiTrackServerList table, Terminal terminal)
    {
        terminal.Say($"group {status.Group}   {status.Phase}   {status.Level}   master {status.Master ?? "none"}   T {status.IntervalSeconds:0.###} s   {status.Owned} of {status.Tracks} tracks owned");
        terminal.Table(["SERVER", "STATE", "HEARD", "OWNS", "CLAIMS", "FREE SLOTS"], table.Servers.Select(server => (IReadOnlyList<string>)
        [
            server.IsMaster ? $"{server.Server} (master)" : server.Server, server.IsAvailable ? "available" : "unavailable",
            server.Server == status.Server ? "itself" : $"{server.SilenceSeconds:0.0} s ago", server.Owned.Count.ToString(CultureInfo.InvariantCulture),
            server.Claims.Count.ToString(CultureInfo.InvariantCulture), server.FreeSlots.ToString(CultureInfo.InvariantCulture),
        ]));
    }
}
