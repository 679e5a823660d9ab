using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track run --dry</c>: what a track would do.</summary>
internal static class TrackRunVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("run", "Say what a track that is written in a file would do now at its first step; nothing is kept or done.");
        var dry = new Option<bool>("--dry") { Description = "Do nothing; must be said, since a track runs by itself once it is added." };
        command.Options.Add(dry);
        var (file, connection, group) = (new TrackFile(command), new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            if (!parsed.GetValue(dry))
            {
                throw new UsageException("say --dry: nothing is run by hand, and a track runs by itself once 'naming track add' kept it");
            }

            var content = await file.ReadAsync(parsed, stop).ConfigureAwait(false);
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "dry-run");
            var run = await opened.Client.SendAsync(() => new(HttpMethod.Post, path) { Content = content() }, ApiJson.Default.ApiDryRun, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), run, ApiJson.Default.ApiDryRun, () =>
            {
                terminal.Say($"track {run.Track}   step {run.Step}   {run.Found} records found, {run.Records.Count} shown; nothing was done");
                terminal.Table(["RECORD", "WOULD DO"], run.Records.Select(record => (IReadOnlyList<string>)[record.Record, record.IsMet ? string.Join(" AND ", record.Actions) : "nothing: the condition is not met"]));
            });

            return ExitCode.Yes;
        });
        return command;
    }
}
