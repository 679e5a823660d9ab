using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Gateway.Eureka;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps Eureka's API onto an application.</summary>
public static class NamingEurekaExtensions
{
    /// <summary>
    /// Answers Eureka's clients, unmodified, under <c>/eureka</c> and <c>/eureka/v2</c>: beside the HTTP API on its port, with its keys (as the password of the client's URL) and its limits
    /// (docs/clients.md). The process must be a node.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>All of the façade's endpoints, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static IEndpointConventionBuilder MapEurekaApi(this IEndpointRouteBuilder endpoints)
    {
        var host = RouteMapping.HostOf(endpoints, nameof(MapEurekaApi));
        var routes = new EurekaRoutes(host, FacadeDirectory.Of(host, endpoints.ServiceProvider));
        var lifetime = endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(routes.Begin);
        lifetime.ApplicationStopped.Register(routes.End);
        return FacadeEndpoints.Map(endpoints, host, routes.All, EurekaAnswer.ProblemAsync, EurekaAnswer.ShowKey);
    }
}
