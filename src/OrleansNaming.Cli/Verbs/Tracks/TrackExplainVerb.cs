using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming track explain</c>: why a track is where it is.</summary>
internal static class TrackExplainVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("explain", "Say why a track is where it is: who bids for it, with what.");
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), new GroupOption(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var found = await opened.Client.GetAsync(
                group.At(parsed, "tracks", track, "/allocation"),
                ApiJson.Default.ApiAllocation, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiAllocation, () =>
            {
                terminal.Say($"track {found.Track}   owner {found.Owner ?? "none"}   winner of the present claims {found.Winner ?? "none: nobody claims it"}");
                terminal.Table(["SERVER", "OWNS", "FREE SLOTS", "CLAIM"], found.Bidders.Select(bidder => (IReadOnlyList<string>)
                [
                    bidder.Server, bidder.Owned.ToString(CultureInfo.InvariantCulture), bidder.FreeSlots.ToString(CultureInfo.InvariantCulture),
                    bidder.Counter?.ToString(CultureInfo.InvariantCulture) ?? "-",
                ]));
            });

            return ExitCode.Yes;
        });
        return command;
    }
}
