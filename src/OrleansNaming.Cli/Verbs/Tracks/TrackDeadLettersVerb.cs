using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track dead-letters</c>: records that are tried no more.</summary>
internal static class TrackDeadLettersVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("dead-letters", "List the records of a track that failed too often, a page of them.");
        var track = new Argument<string>("track") { Description = "The track." };
        var after = new Option<string>("--after") { Description = "Only records behind this one.", DefaultValueFactory = static _ => "" };
        command.Arguments.Add(track);
        command.Options.Add(after);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "definitions", track, $"/dead-letters?after={Uri.EscapeDataString(parsed.GetValue(after)!)}");
            var found = await opened.Client.GetAsync(path, ApiJson.Default.ApiDeadRecordList, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiDeadRecordList,
                () => terminal.Table(["RECORD", "STEP", "ATTEMPTS", "ERROR"], found.Records.Select(record => (IReadOnlyList<string>)
                    [record.Record, record.Step, record.Attempts.ToString(CultureInfo.InvariantCulture), record.Error])));

            return ExitCode.Yes;
        });
        return command;
    }
}
