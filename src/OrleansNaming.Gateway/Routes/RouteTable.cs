using OrleansNaming.Gateway.Streams;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The whole API. What is not here does not exist; the authorization test is generated from it.</summary>
internal static class RouteTable
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. NameRoutes.All,
        .. OwnRoutes.All,
        .. ServerRoutes.All,
        WatchRoute.Route,
        FollowRoute.Route,
        .. StatusRoutes.All,
    ];
}
