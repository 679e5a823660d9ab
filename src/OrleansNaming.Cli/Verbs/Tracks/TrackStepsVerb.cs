using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track steps</c>: where a track's records stand.</summary>
internal static class TrackStepsVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("steps", "Say how many records of a track stand on which step.");
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "definitions", track, "/records");
            var found = await opened.Client.GetAsync(path, ApiJson.Default.ApiStepCountList, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiStepCountList,
                () => terminal.Table(["STEP", "STATE", "RECORDS"], found.Steps.Select(step => (IReadOnlyList<string>)[step.Step, step.State, step.Records.ToString(CultureInfo.InvariantCulture)])));

            return ExitCode.Yes;
        });
        return command;
    }
}
