using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Gateway.Consul;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps Consul's API onto an application.</summary>
public static class NamingConsulExtensions
{
    /// <summary>
    /// Answers Consul's clients, unmodified: catalog, health, agent and status, beside the HTTP API on its port, with its keys (<c>X-Consul-Token</c>) and its limits (docs/clients.md). What it does not
    /// have (keys and values, sessions, policies) it refuses with 501. The process must be a node.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>All of the façade's endpoints, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static IEndpointConventionBuilder MapConsulApi(this IEndpointRouteBuilder endpoints)
    {
        var host = RouteMapping.HostOf(endpoints, nameof(MapConsulApi));
        var options = FacadeOptions.Read<NamingConsulOptions>(
            endpoints.ServiceProvider, static (configuration, options) => configuration.GetSection(NamingConsulOptions.Section).Bind(options), new NamingConsulOptionsValidator());
        var facade = new ConsulFacade(host, FacadeDirectory.Of(host, endpoints.ServiceProvider), options);
        endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(facade.Dispose);
        return FacadeEndpoints.Map(endpoints, host, facade.Routes, ConsulAnswer.ProblemAsync, ConsulAnswer.ShowKey);
    }
}
