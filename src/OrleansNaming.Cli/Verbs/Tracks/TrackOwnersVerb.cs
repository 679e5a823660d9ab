using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming tracks</c> and <c>naming track owners</c>.</summary>
internal static class TrackOwnersVerb
{
    public static Command Create(string name, Terminal terminal)
    {
        var command = new Command(name, "List a group's tracks with their owners.");
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var tracks = new List<ApiTrack>();
            for (string? after = ""; after is not null;)
            {
                var page = await opened.Client.GetAsync(
                    group.At(parsed, $"tracks?after={Uri.EscapeDataString(after)}"), ApiJson.Default.ApiTrackList, TimeSpan.Zero, stop).ConfigureAwait(false);
                tracks.AddRange(page.Tracks);
                after = page.Next;
            }

            terminal.Answer(connection.WantsJson(parsed), new ApiTrackList(tracks, null), ApiJson.Default.ApiTrackList,
                () => terminal.Table(["TRACK", "OWNER", "EPOCH", "CLAIMED BY"], tracks.Select(track => (IReadOnlyList<string>)
                    [track.Track, track.Owner ?? "-", track.Epoch.ToString(CultureInfo.InvariantCulture), string.Join(' ', track.Claimants)])));

            return ExitCode.Yes;
        });
        return command;
    }
}
