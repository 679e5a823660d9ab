using System.CommandLine;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track remove</c>.</summary>
internal static class TrackRemoveVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("remove", "Remove a track that somebody wrote; its records stay where they are.");
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            await opened.Client.DeleteAsync(HttpNamingClient.Relative($"{group.PathOf(parsed)}/definitions/{Uri.EscapeDataString(parsed.GetValue(track)!)}"), stop).ConfigureAwait(false);
            terminal.Say("removed");
            return ExitCode.Yes;
        });
        return command;
    }
}
