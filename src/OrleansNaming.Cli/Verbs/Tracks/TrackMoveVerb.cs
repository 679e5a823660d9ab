using System.CommandLine;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track claim</c> and <c>naming track release</c>.</summary>
internal static class TrackMoveVerb
{
    public static Command Create(string verb, string description, string done, Terminal terminal)
    {
        var track = new Argument<string>("track") { Description = "The track." };
        var command = new Command(verb, description) { track };
        var group = new GroupOption(command);
        command.SetCall(
            terminal,
            _ => done,
            (client, parsed, stop) => client.PostAsync(group.At(parsed, "tracks", track, $"/{verb}"), stop));
        return command;
    }
}
