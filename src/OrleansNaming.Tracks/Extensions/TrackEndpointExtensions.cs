using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Api;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Presence;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the API of work tracks onto an application.</summary>
public static class TrackEndpointExtensions
{
    /// <summary>Maps <c>/v1/tracks/{group}/…</c>: what people read, and how the servers of the group hear each other.</summary>
    /// <param name="endpoints">The application; <c>AddTracks</c> must have been called.</param>
    /// <returns>The endpoints, for conventions.</returns>
    public static IEndpointConventionBuilder MapNamingTracks(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptions<TrackOptions>>().Value;
        var view = new TrackView(services.GetRequiredService<TrackMember>(), options, services.GetService<DefinitionView>());
        var guard = new ApiGuard(services.GetService<IOptions<NamingApiOptions>>()?.Value ?? new NamingApiOptions());
        var answers = new GuardedAnswers(guard, services.GetRequiredService<ILogger<GuardedAnswers>>());
        var group = endpoints.MapGroup("");
        foreach (var route in TrackRoutes.All)
        {
            group.MapMethods(route.Pattern, [route.Method], (RequestDelegate)(async context => await answers.AnswerAsync(context, route.Access, asked => view.AnswerAsync(asked, route)).ConfigureAwait(false)))
                .WithMetadata(route)
                .WithMetadata(new Mvc.RequestSizeLimitAttribute(TrackLimits.MessageBytes))
                .WithDisplayName($"{route.Method} {route.Pattern}");
        }

        return group;
    }
}
