using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Metrics;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Streams;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The whole API. What is not here does not exist; the authorization test is generated from it.</summary>
internal static class RouteTable
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. NameRoutes.All,
        HistoryRoute.Route,
        .. OwnRoutes.All,
        .. TreeRoutes.All,
        .. ServerRoutes.All,
        .. NeighbourRoutes.All,
        WatchRoute.Route,
        FollowRoute.Route,
        .. StatusRoutes.All,
        MetricsRoute.Route,
        AuditRoute.Route,
        .. RightRoutes.All,
        OpenApiRoute.Route,
    ];

    /// <summary>Whatever else stands below /v1, with any method: refused in the same form as everything else.</summary>
    public static ApiRoute Fallback { get; } = new("*", "/v1/{**path}", NamingRole.Anyone, "Any other route.", RefuseAsync) { Contract = new ApiContract() };

    private static Task RefuseAsync(HttpContext context, NodeApi api) => throw new NamingException(Refusal.NotFound, context.Request.Path.StartsWithSegments("/v1/tracks", StringComparison.Ordinal)
        ? $"there is no {context.Request.Method} of this path here: work tracks are served by the servers of their group alone (docs/tracks.md)"
        : $"there is no {context.Request.Method} of this path in the API: docs/api.md lists what there is");
}
