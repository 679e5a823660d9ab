using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track add</c>: keeps a track, or the next version of one.</summary>
internal static class TrackAddVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("add", "Keep a track that is written in a file: a new one, or the next version of one.");
        var version = new Option<int?>("--over") { Description = "Only over this version, 0 for none; else nothing is kept." };
        command.Options.Add(version);
        var (file, connection, group) = (new TrackFile(command), new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            var content = await file.ReadAsync(parsed, stop).ConfigureAwait(false);
            using var opened = connection.Open(parsed);
            var path = group.At(parsed, "definitions");
            var saved = await opened.Client.SendAsync(() => Request(path, content(), parsed.GetValue(version)), ApiJson.Default.ApiTrackDefinition, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), saved, ApiJson.Default.ApiTrackDefinition,
                () => terminal.Say($"track {saved.Track}   version {saved.Version}   {saved.Steps} steps"));

            return ExitCode.Yes;
        });
        return command;
    }

    private static HttpRequestMessage Request(Uri path, HttpContent content, int? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (version is { } over)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{over}\""));
        }

        return request;
    }
}
