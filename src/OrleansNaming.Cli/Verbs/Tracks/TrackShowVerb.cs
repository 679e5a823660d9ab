using System.CommandLine;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track show</c>: a track as text, or as a drawing with --json.</summary>
internal static class TrackShowVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("show", "Print a track that somebody wrote: its text, or its drawing with --json.");
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "definitions", track);
            var type = connection.WantsJson(parsed) ? "application/json" : "text/plain";
            await terminal.Output.WriteAsync(await opened.Client.GetTextAsync(path, type, stop).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCode.Yes;
        });
        return command;
    }
}
