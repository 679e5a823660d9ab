using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Gateway.Targets;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the faces of naming onto an application.</summary>
public static class NamingEndpointExtensions
{
    /// <summary>
    /// Maps the HTTP API: <c>/v1/…</c>, its description <c>/openapi/v1.json</c>, and <c>/metrics</c>. The process must be a node. The last two
    /// give way to the application's own.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>All of the API's endpoints, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static IEndpointConventionBuilder MapNaming(this IEndpointRouteBuilder endpoints)
    {
        var (group, host) = RouteMapping.Map(endpoints, nameof(MapNaming), RouteTable.All);
        group.Map(RouteTable.Fallback.Pattern, (RequestDelegate)new ApiDispatch(RouteTable.Fallback, host).InvokeAsync)
            .WithMetadata(RouteTable.Fallback)
            .WithOrder(int.MaxValue);
        return group;
    }

    /// <summary>
    /// Maps <c>/sd</c>, the directory as targets for Prometheus' <c>http_sd_configs</c> (docs/clients.md). Whoever may read the API may read
    /// it. The process must be a node. It gives way to the application's own.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>Its endpoint, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static IEndpointConventionBuilder MapNamingTargets(this IEndpointRouteBuilder endpoints) =>
        RouteMapping.Map(endpoints, nameof(MapNamingTargets), [TargetsRoute.Route]).Group;
}
