using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Transport;

namespace OrleansNaming.Tracks.Api;

/// <summary>What the API tells of this server's group, and what it lets an operator do.</summary>
internal sealed class TrackView(TrackMember member, TrackOptions options, DefinitionView? definitions)
{
    private static readonly ApiGuard Keyless = new(new NamingApiOptions());

    private string Group => options.Group;

    /// <summary>Tracks that people write.</summary>
    /// <exception cref="NamingException">This server runs none.</exception>
    public DefinitionView Definitions => definitions ?? throw new NamingException(Refusal.NotFound, "this server runs no decision tracks: AddDecisionTracks was not called");

    /// <summary>The view of the group that the request names.</summary>
    /// <exception cref="NamingException">That is not this server's.</exception>
    public static TrackView Of(HttpContext context)
    {
        var view = context.RequestServices.GetRequiredService<TrackView>();
        return (string?)context.Request.RouteValues["group"] == view.Group ? view : throw new NamingException(Refusal.NotFound, $"this server is in group '{view.Group}'");
    }

    public async Task StatusAsync(HttpContext context)
    {
        var status = await member.AskAsync((node, now) => new ApiTrackStatus(
            options.Group, member.Self.Server.Value, node.Phase.ToString(), options.Level.ToString(), node.Master?.Value, options.Interval.TotalSeconds, member.Tracks.Count,
            Owners(node, now).Count, node.Running.Count(), member.BytesSent), context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, status, ApiJson.Default.ApiTrackStatus).ConfigureAwait(false);
    }

    public async Task ServersAsync(HttpContext context)
    {
        var rows = await member.AskAsync((node, now) => node.Peers.Rows
            .Select(row => Row(row.Advert, node.Peers.IsAvailable(row, now), (now - row.HeardAt).TotalSeconds))
            .Append(Row(node.Picture, true, 0))
            .OrderBy(row => row.Server, StringComparer.Ordinal).ToList(), context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, new ApiTrackServerList(rows), ApiJson.Default.ApiTrackServerList).ConfigureAwait(false);
    }

    public async Task TracksAsync(HttpContext context)
    {
        var after = context.Request.Query["after"].ToString();
        var page = await member.AskAsync((node, now) =>
        {
            var (owners, claims) = (Owners(node, now), ClaimsOf(node, now));
            return member.Tracks.Order(StringComparer.Ordinal).Where(track => string.CompareOrdinal(track, after) > 0).Take(TrackRoutes.PageSize + 1)
                .Select(track => new ApiTrack(track, owners.GetValueOrDefault(track).Owner, owners.GetValueOrDefault(track).Epoch, [.. claims[track]])).ToList();
        }, context.RequestAborted).ConfigureAwait(false);
        var next = page.Count > TrackRoutes.PageSize ? page[TrackRoutes.PageSize - 1].Track : null;
        await ApiAnswer.JsonAsync(context, new ApiTrackList([.. page.Take(TrackRoutes.PageSize)], next), ApiJson.Default.ApiTrackList).ConfigureAwait(false);
    }

    public async Task AllocationAsync(HttpContext context)
    {
        var track = Track(context);
        var report = await member.AskAsync((node, now) => node.Explain(track, now), context.RequestAborted).ConfigureAwait(false);
        var answer = new ApiAllocation(
            track, report.Owner?.Value, report.Winner?.Value, [.. report.Bidders.Select(bidder => new ApiBidder(bidder.Server.Value, bidder.Owned, bidder.FreeSlots, bidder.Counter))]);
        await ApiAnswer.JsonAsync(context, answer, ApiJson.Default.ApiAllocation).ConfigureAwait(false);
    }

    public async Task ClaimAsync(HttpContext context)
    {
        var track = Track(context);
        if (await member.AskAsync((node, now) => node.Claim(track, now), context.RequestAborted).ConfigureAwait(false) is { } why)
        {
            throw new NamingException(Refusal.AlreadyBound, why);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    public async Task ReleaseAsync(HttpContext context)
    {
        var track = Track(context);
        if (!await member.AskAsync((node, now) => node.Release(track, now), context.RequestAborted).ConfigureAwait(false))
        {
            throw new NamingException(Refusal.NotFound, $"'{member.Self.Server}' does not own '{track}': ask its owner, 'naming track owners' says who");
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What other servers say. It authenticates itself; without a key it must come from this machine, through no proxy and from no web page.</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        if (!member.HasKey && Keyless.Check(context.Request, NamingRole.Operator) is not null)
        {
            throw new NamingException(Refusal.Forbidden, "this group has no key, so only servers on this machine are believed: set Naming:Tracks:Key on every server of it");
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers[TrackNetwork.ServerHeader] = member.Self.Server.Value;
        context.Response.StatusCode = member.Receive(body.ToArray()) ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest;
    }

    private string Track(HttpContext context)
    {
        var track = (string)context.Request.RouteValues["track"]!;
        return member.Tracks.Contains(track) ? track : throw new NamingException(Refusal.NotFound, $"there is no track '{track}' in group '{options.Group}'");
    }

    private static Dictionary<string, (string? Owner, ulong Epoch)> Owners(TrackNode node, TimeSpan now) => node.Peers.Available(now).Append(node.Picture)
        .SelectMany(advert => advert.Owned, (advert, owned) => (owned.Track, Owner: (string?)advert.Sender.Server.Value, owned.Epoch))
        .GroupBy(found => found.Track)
        .ToDictionary(found => found.Key, found => found.OrderByDescending(one => one.Epoch).Select(one => (one.Owner, one.Epoch)).First());

    private static ILookup<string, string> ClaimsOf(TrackNode node, TimeSpan now) => node.Peers.Available(now).Append(node.Picture)
        .SelectMany(advert => advert.Claims, (advert, claim) => (claim.Track, advert.Sender.Server.Value)).ToLookup(claim => claim.Track, claim => claim.Value);

    private static ApiTrackServer Row(TrackAdvert advert, bool isAvailable, double silence) => new(
        advert.Sender.Server.Value, isAvailable, advert.IsMaster, Math.Round(silence, 3), advert.FreeSlots,
        [.. advert.Owned.Select(owned => owned.Track)], advert.Claims.ToDictionary(claim => claim.Track, claim => claim.Counter));
}
