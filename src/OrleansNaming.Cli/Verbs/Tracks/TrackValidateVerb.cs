using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track validate</c>: what is wrong with a file, and where.</summary>
internal static class TrackValidateVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("validate", "Say what is wrong with a track that is written in a file, and keep nothing.");
        var (file, connection, group) = (new TrackFile(command), new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            var content = await file.ReadAsync(parsed, stop).ConfigureAwait(false);
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "validate");
            var found = await opened.Client.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = content() }, ApiJson.Default.ApiTrackErrorList, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiTrackErrorList,
                () => Show(file.NameOf(parsed), found, terminal));

            return found.Errors.Count == 0 ? ExitCode.Yes : ExitCode.Failed;
        });
        return command;
    }

    private static void Show(string file, ApiTrackErrorList found, Terminal terminal)
    {
        foreach (var line in found.Errors.Count == 0 ? ["valid"] : found.Errors.Select(error => Line(file, error)))
        {
            terminal.Say(line);
        }
    }

    private static string Line(string file, ApiTrackError error) =>
        $"{file}:{error.Line}:{error.Column}: {error.Message}{(error.Suggestion is null ? "" : $"; did you mean {error.Suggestion}?")}";
}
