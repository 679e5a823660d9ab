using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tracks</c>, <c>naming track owners | claim | release</c>, <c>naming group status</c>: who owns the work, and how to move it.</summary>
internal static class TrackVerbs
{
    public static IEnumerable<Command> Create(Terminal terminal)
    {
        yield return Tracks("tracks", "List a group's tracks with their owners.", terminal);
        yield return new Command("track", "Look at one track, or move it.")
        {
            Tracks("owners", "List a group's tracks with their owners.", terminal),
            Explain(terminal),
            Move("claim", "Let the asked server claim a track that nobody owns.", "claimed: owned after two adverts, unless another server has more right to it", terminal),
            Move("release", "Take a track from the asked server, its owner.", "released: the others claim it now", terminal),
        };
        yield return new Command("group", "Look at a group of servers that share tracks.") { Status(terminal) };
    }

    private static Command Tracks(string name, string description, Terminal terminal)
    {
        var command = new Command(name, description);
        var (connection, group) = (new Connection(command), Group(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var tracks = new List<ApiTrack>();
            for (string? after = ""; after is not null;)
            {
                var page = await opened.Client.GetAsync(
                    HttpNamingClient.Relative($"v1/tracks/{parsed.GetValue(group)}/tracks?after={Uri.EscapeDataString(after)}"), ApiJson.Default.ApiTrackList, TimeSpan.Zero, stop).ConfigureAwait(false);
                tracks.AddRange(page.Tracks);
                after = page.Next;
            }

            if (connection.WantsJson(parsed))
            {
                terminal.Json(new ApiTrackList(tracks, null), ApiJson.Default.ApiTrackList);
            }
            else
            {
                terminal.Table(["TRACK", "OWNER", "EPOCH", "CLAIMED BY"], tracks.Select(track => (IReadOnlyList<string>)
                    [track.Track, track.Owner ?? "-", track.Epoch.ToString(CultureInfo.InvariantCulture), string.Join(' ', track.Claimants)]));
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Explain(Terminal terminal)
    {
        var command = new Command("explain", "Say why a track is where it is: who bids for it, with what.");
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), Group(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var found = await opened.Client.GetAsync(
                HttpNamingClient.Relative($"v1/tracks/{parsed.GetValue(group)}/tracks/{Uri.EscapeDataString(parsed.GetValue(track)!)}/allocation"),
                ApiJson.Default.ApiAllocation, TimeSpan.Zero, stop).ConfigureAwait(false);
            if (connection.WantsJson(parsed))
            {
                terminal.Json(found, ApiJson.Default.ApiAllocation);
            }
            else
            {
                terminal.Say($"track {found.Track}   owner {found.Owner ?? "none"}   winner of the present claims {found.Winner ?? "none: nobody claims it"}");
                terminal.Table(["SERVER", "OWNS", "FREE SLOTS", "CLAIM"], found.Bidders.Select(bidder => (IReadOnlyList<string>)
                [
                    bidder.Server, bidder.Owned.ToString(CultureInfo.InvariantCulture), bidder.FreeSlots.ToString(CultureInfo.InvariantCulture),
                    bidder.Counter?.ToString(CultureInfo.InvariantCulture) ?? "-",
                ]));
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Move(string verb, string description, string done, Terminal terminal)
    {
        var command = new Command(verb, description);
        var track = new Argument<string>("track") { Description = "The track." };
        command.Arguments.Add(track);
        var (connection, group) = (new Connection(command), Group(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            await opened.Client.PostAsync(
                HttpNamingClient.Relative($"v1/tracks/{parsed.GetValue(group)}/tracks/{Uri.EscapeDataString(parsed.GetValue(track)!)}/{verb}"), stop).ConfigureAwait(false);
            terminal.Say(done);
            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var command = new Command("status", "Say whether a group may work, who its master is, and who is there.");
        var (connection, group) = (new Connection(command), Group(command));
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = $"v1/tracks/{parsed.GetValue(group)}";
            var status = await opened.Client.GetAsync(HttpNamingClient.Relative($"{path}/status"), ApiJson.Default.ApiTrackStatus, TimeSpan.Zero, stop).ConfigureAwait(false);
            var table = await opened.Client.GetAsync(HttpNamingClient.Relative($"{path}/servers"), ApiJson.Default.ApiTrackServerList, TimeSpan.Zero, stop).ConfigureAwait(false);
            if (connection.WantsJson(parsed))
            {
                terminal.Json(status, ApiJson.Default.ApiTrackStatus);
                return ExitCode.Yes;
            }

            terminal.Say($"group {status.Group}   {status.Phase}   {status.Level}   master {status.Master ?? "none"}   T {status.IntervalSeconds:0.###} s   {status.Owned} of {status.Tracks} tracks owned");
            terminal.Table(["SERVER", "STATE", "HEARD", "OWNS", "CLAIMS", "FREE SLOTS"], table.Servers.Select(server => (IReadOnlyList<string>)
            [
                server.IsMaster ? $"{server.Server} (master)" : server.Server, server.IsAvailable ? "available" : "unavailable",
                server.Server == status.Server ? "itself" : $"{server.SilenceSeconds:0.0} s ago", server.Owned.Count.ToString(CultureInfo.InvariantCulture),
                server.Claims.Count.ToString(CultureInfo.InvariantCulture), server.FreeSlots.ToString(CultureInfo.InvariantCulture),
            ]));
            return status.Phase == "Operational" ? ExitCode.Yes : ExitCode.Failed;
        });
        return command;
    }

    private static Option<string> Group(Command command)
    {
        var group = new Option<string>("--group", "-g") { Description = "The group.", DefaultValueFactory = static _ => "default" };
        command.Options.Add(group);
        return group;
    }
}
