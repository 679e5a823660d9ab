using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Node;

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
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(INamingEngine)))
        {
            throw new InvalidOperationException(
                "MapNaming needs a node in this process: builder.Services.AddOrleansNaming().UseLan(), or silo.UseNaming(). A process that follows others has no API of its own.");
        }

        var host = ApiHost.Of(services);
        var group = endpoints.MapGroup("");
        foreach (var route in RouteTable.All)
        {
            group.MapMethods(route.Pattern, [route.Method], (RequestDelegate)new ApiDispatch(route, host).InvokeAsync)
                .WithMetadata(route)
                .WithDisplayName($"{route.Method} {route.Pattern}")
                // An application that has a /metrics or an OpenAPI document of its own keeps it.
                .WithOrder(route.Pattern.StartsWith("/v1/", StringComparison.Ordinal) ? 0 : 1);
        }

        group.Map(RouteTable.Fallback.Pattern, (RequestDelegate)new ApiDispatch(RouteTable.Fallback, host).InvokeAsync)
            .WithMetadata(RouteTable.Fallback)
            .WithOrder(int.MaxValue);
        return group;
    }
}
