using System.CommandLine;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track retry</c>: lets a dead record try again.</summary>
internal static class TrackRetryVerb
{
    public static Command Create(Terminal terminal)
    {
        var track = new Argument<string>("track") { Description = "The track." };
        var record = new Argument<string>("record") { Description = "The record's key." };
        var command = new Command("retry", "Let a record that failed too often try again where it stands.") { track, record };
        var group = new GroupOption(command);
        command.SetCall(
            terminal,
            static _ => "ready again",
            (client, parsed, stop) => client.PostAsync(group.At(parsed, "definitions", track, $"/retry?record={Uri.EscapeDataString(parsed.GetValue(record)!)}"), stop));
        return command;
    }
}
