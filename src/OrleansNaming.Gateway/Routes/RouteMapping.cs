using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Maps the routes of a face. All faces of one application share one <see cref="ApiHost"/>: its guard, its load, its metrics.</summary>
internal static class RouteMapping
{
    private static readonly ConditionalWeakTable<IServiceProvider, ApiHost> Hosts = [];

    /// <summary>What all faces of an application share.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="face">The caller's name, for whoever calls it where there is no node.</param>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static ApiHost HostOf(IEndpointRouteBuilder endpoints, string face)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        return services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(INamingEngine))
            ? Hosts.GetValue(services, static services => new ApiHost(services))
            : throw new InvalidOperationException(
                $"{face} needs a node in this process: builder.Services.AddOrleansNaming().UseLan(), or silo.UseNaming(). A process that follows others has no API of its own.");
    }

    /// <param name="endpoints">The application.</param>
    /// <param name="face">The caller's name, for whoever calls it where there is no node.</param>
    /// <param name="routes">What the face has.</param>
    /// <exception cref="InvalidOperationException">The process is no node.</exception>
    public static (RouteGroupBuilder Group, ApiHost Host) Map(IEndpointRouteBuilder endpoints, string face, IEnumerable<ApiRoute> routes)
    {
        var host = HostOf(endpoints, face);
        var group = endpoints.MapGroup("");
        foreach (var route in routes)
        {
            host.Routes.Add(route);
            group.MapMethods(route.Pattern, [route.Method], (RequestDelegate)new ApiDispatch(route, host).InvokeAsync)
                .WithMetadata(route)
                .WithDisplayName($"{route.Method} {route.Pattern}")
                // An application that has a /metrics or an OpenAPI document of its own keeps it.
                .WithOrder(route.Pattern.StartsWith("/v1/", StringComparison.Ordinal) ? 0 : 1);
        }

        return (group, host);
    }
}
