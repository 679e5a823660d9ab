using System.CommandLine;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track claim</c> and <c>naming track release</c>.</summary>
internal static class TrackMoveVerb
{
    public static Command Create(string verb, string description, string done, Terminal terminal)
    {
        var command = new Command(verb, description);
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            await opened.Client.PostAsync(
                HttpNamingClient.Relative($"{group.PathOf(parsed)}/tracks/{Uri.EscapeDataString(parsed.GetValue(track)!)}/{verb}"), stop).ConfigureAwait(false);
            terminal.Say(done);
            return ExitCode.Yes;
        });
        return command;
    }
}
