using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansNaming.PointToPoint;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Receiving;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Receives what peers send to this process's dedicated address.</summary>
public static class PointToPointApplicationExtensions
{
    /// <summary>
    /// Recognises peers, restores the cluster's Host on what they send to the dedicated address, and refuses others there. Put it first: what
    /// stands before it sees the request as it was sent.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <exception cref="InvalidOperationException"><c>AddPointToPoint()</c> was not called on the naming builder.</exception>
    public static IApplicationBuilder UsePointToPoint(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use(next =>
        {
            // Made when the first request comes: the engine is made by its own package, later than the pipeline is.
            var middleware = new Lazy<PointToPointMiddleware>(() => ActivatorUtilities.CreateInstance<PointToPointMiddleware>(
                app.ApplicationServices, next, app.ApplicationServices.GetRequiredService<IOptions<PointToPointOptions>>().Value));
            return context => middleware.Value.InvokeAsync(context);
        });
    }

    /// <summary>The peer that sent this request; null for an outsider.</summary>
    /// <param name="context">The request's.</param>
    public static Peer? GetPeer(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Peer>();
    }
}
