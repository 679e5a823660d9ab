using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Tracks.Api;

/// <summary>The API of a group: <c>/v1/tracks/{group}/…</c>. What is not here, or in <see cref="DefinitionRoutes"/> or <see cref="AccessRoutes"/>, does not exist.</summary>
internal static class TrackRoutes
{
    /// <summary>Tracks on one page of a listing.</summary>
    public const int PageSize = 256;

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", "/v1/tracks/{group}/status", NamingRole.Viewer, "Whether a group may work, and who is its master.", static (context, _) => TrackView.Of(context).StatusAsync(context))
        {
            Contract = Reading with { Answer = ApiJson.Default.ApiTrackStatus },
        },
        new("GET", "/v1/tracks/{group}/servers", NamingRole.Viewer, "The servers of a group, as this one hears them.", static (context, _) => TrackView.Of(context).ServersAsync(context))
        {
            Contract = Reading with { Answer = ApiJson.Default.ApiTrackServerList },
        },
        new("GET", "/v1/tracks/{group}/tracks", NamingRole.Viewer, "A group's tracks with their owners, in pages.", static (context, _) => TrackView.Of(context).TracksAsync(context))
        {
            Contract = Reading with { Arguments = [ApiContract.After], Answer = ApiJson.Default.ApiTrackList },
        },
        new("GET", "/v1/tracks/{group}/tracks/{track}/allocation", NamingRole.Viewer, "Why a track is where it is.", static (context, _) => TrackView.Of(context).AllocationAsync(context))
        {
            Contract = Reading with { Answer = ApiJson.Default.ApiAllocation },
        },
        new("POST", "/v1/tracks/{group}/tracks/{track}/claim", NamingRole.Operator, "Lets this server claim a track that nobody owns.", static (context, _) => TrackView.Of(context).ClaimAsync(context))
        {
            Contract = Reading with { MediaType = null, Bare = [StatusCodes.Status202Accepted], Refusals = [Refusal.NotFound, Refusal.AlreadyBound] },
        },
        new("POST", "/v1/tracks/{group}/tracks/{track}/release", NamingRole.Operator, "Takes a track from this server, its owner.", static (context, _) => TrackView.Of(context).ReleaseAsync(context))
        {
            Contract = Done,
        },
        new("POST", "/v1/tracks/{group}/messages", NamingRole.Anyone, "What servers of a group say to each other. It authenticates itself.", static (context, _) => TrackView.Of(context).ReceiveAsync(context))
        {
            Contract = Done with { Text = "An envelope that is sealed with the group's key.", Refusals = [Refusal.NotFound, Refusal.Forbidden] },
        },
        .. DefinitionRoutes.All,
        .. AccessRoutes.All,
    ];

    /// <summary>Every route may be asked for a group that is not this server's.</summary>
    internal static ApiContract Reading => new() { Refusals = [Refusal.NotFound] };

    /// <summary>What answers that it is done, and nothing more.</summary>
    internal static ApiContract Done => Reading with { MediaType = null, Bare = [StatusCodes.Status204NoContent] };
}
