using Microsoft.AspNetCore.Routing;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Tracks.Api;
using OrleansNaming.Tracks.Page;
using OrleansNaming.Tracks.Presence;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the API of work tracks, and their page, onto an application.</summary>
public static class TrackEndpointExtensions
{
    /// <summary>
    /// Maps <c>/v1/tracks/{group}/…</c>: what people read and do, and how the servers of the group hear each other; beside the HTTP API on its port, with its keys and its limits.
    /// And <c>/tracks/</c>, the page on which people make and edit tracks; it gives way to the application's own. The process must be a node.
    /// </summary>
    /// <param name="endpoints">The application; <c>AddTracks</c> must have been called.</param>
    /// <returns>The endpoints, for conventions.</returns>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static IEndpointConventionBuilder MapNamingTracks(this IEndpointRouteBuilder endpoints) =>
        RouteMapping.Map(endpoints, nameof(MapNamingTracks), [.. TrackRoutes.All, .. PageRoutes.All]).Group.WithMetadata(new Mvc.RequestSizeLimitAttribute(TrackLimits.MessageBytes));
}
