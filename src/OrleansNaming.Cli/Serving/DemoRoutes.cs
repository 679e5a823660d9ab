using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Node;

namespace OrleansNaming.Cli.Serving;

/// <summary>How <c>naming up</c> spoils a server's network, and hears what it observes.</summary>
internal static class DemoRoutes
{
    public const string Faults = "/demo/faults";
    public const string Events = "/demo/events";

    public static void Map(IEndpointRouteBuilder app, DemoSpoiler spoiler)
    {
        app.MapMethods(Faults, ["PUT"], (RequestDelegate)(async context =>
        {
            spoiler.Faults = await JsonSerializer.DeserializeAsync(context.Request.Body, CliJson.Default.DemoFaults, context.RequestAborted).ConfigureAwait(false) ?? DemoFaults.None;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        app.MapMethods(Events, ["GET"], (RequestDelegate)StreamAsync);
    }

    /// <summary>Observations, a line of JSON each; what a slow reader does not take is dropped, the oldest first.</summary>
    private static async Task StreamAsync(HttpContext context)
    {
        var engine = (INamingEngine)context.RequestServices.GetService(typeof(INamingEngine))!;
        var lines = Channel.CreateBounded<DemoEvent>(new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.DropOldest });
        using var observing = engine.Observe(what => lines.Writer.TryWrite(
            new DemoEvent(what.Kind.ToString(), what.Owner.ToString(), what.Stamp.Version, what.Since.Version, what.Text, what.Stamp.ToString())));
        var lifetime = (IHostApplicationLifetime)context.RequestServices.GetService(typeof(IHostApplicationLifetime))!;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.Body.FlushAsync(ends.Token).ConfigureAwait(false);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(ends.Token).ConfigureAwait(false))
            {
                await context.Response.WriteAsync(JsonSerializer.Serialize(line, CliJson.Default.DemoEvent) + "\n", ends.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(ends.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The demonstration went away, or this server ends.
        }
    }
}
