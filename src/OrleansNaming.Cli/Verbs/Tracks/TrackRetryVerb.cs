using System.CommandLine;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track retry</c>: lets a dead record try again.</summary>
internal static class TrackRetryVerb
{
    public static Command Create(Terminal terminal)
    {
        var track = new Argument<string>("track") { Description = "The track." };
        var record = new Argument<string>("record") { Description = "The record's key." };
        var command = new Command("retry", "Let a record that failed too often try again where it stands.") { track, record };
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = $"{group.PathOf(parsed)}/definitions/{Uri.EscapeDataString(parsed.GetValue(track)!)}/retry?record={Uri.EscapeDataString(parsed.GetValue(record)!)}";
            await opened.Client.PostAsync(HttpNamingClient.Relative(path), stop).ConfigureAwait(false);
            terminal.Say("ready again");
            return ExitCode.Yes;
        });
        return command;
    }
}
