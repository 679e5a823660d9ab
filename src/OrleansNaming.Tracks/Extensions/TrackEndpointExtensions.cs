using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansNaming;
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
        var view = new TrackView(services.GetRequiredService<TrackMember>(), options);
        var guard = new ApiGuard(services.GetService<IOptions<NamingApiOptions>>()?.Value ?? new NamingApiOptions());
        var group = endpoints.MapGroup("");
        foreach (var route in TrackRoutes.All)
        {
            group.MapMethods(route.Pattern, [route.Method], (RequestDelegate)(context => AnswerAsync(context, route, view, guard, options.Group)))
                .WithMetadata(route)
                .WithMetadata(new Mvc.RequestSizeLimitAttribute(TrackLimits.MessageBytes))
                .WithDisplayName($"{route.Method} {route.Pattern}");
        }

        return group;
    }

    private static async Task AnswerAsync(HttpContext context, TrackRoute route, TrackView view, ApiGuard guard, string group)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        if (guard.Check(context.Request, route.Access) is { } denial)
        {
            await ApiAnswer.ProblemAsync(context, denial.Status, Refusal.Forbidden, denial.Detail).ConfigureAwait(false);
            return;
        }

        try
        {
            if ((string?)context.Request.RouteValues["group"] != group)
            {
                throw new NamingException(Refusal.NotFound, $"this server is in group '{group}'");
            }

            await route.Handler(context, view).ConfigureAwait(false);
        }
        catch (NamingException refused) when (!context.Response.HasStarted)
        {
            await ApiAnswer.ProblemAsync(context, RefusalStatus.Of(refused.Refusal), refused.Refusal, refused.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await ApiAnswer.ProblemAsync(context, bad.StatusCode, Refusal.Invalid, bad.Message).ConfigureAwait(false);
        }
    }
}
