using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Metrics;

/// <summary>What this node measures, for Prometheus.</summary>
internal static class MetricsRoute
{
    public static ApiRoute Route { get; } =
        new("GET", "/metrics", NamingRole.Viewer, "What this node measures, in Prometheus' text format.", AnswerAsync)
        {
            Contract = new ApiContract { MediaType = "text/plain" },
        };

    private static Task AnswerAsync(HttpContext context, NodeApi api)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(api.Metrics.Print(), context.RequestAborted);
    }
}
