using System.CommandLine;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track remove</c>.</summary>
internal static class TrackRemoveVerb
{
    public static Command Create(Terminal terminal)
    {
        var track = new Argument<string>("track") { Description = "The track." };
        var command = new Command("remove", "Remove a track that somebody wrote; its records stay where they are.") { track };
        var group = new GroupOption(command);
        command.SetCall(
            terminal,
            static _ => "removed",
            (client, parsed, stop) => client.DeleteAsync(group.At(parsed, "definitions", track), stop));
        return command;
    }
}
