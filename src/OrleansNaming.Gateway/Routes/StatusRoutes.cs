using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.InProcess;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The answering node: status for people and tools, health for whoever routes to it.</summary>
internal static class StatusRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/status", NamingRole.Viewer, "The answering node at this moment.", StatusAsync)
        {
            Contract = new ApiContract { Answer = ApiJson.Default.ApiStatus },
        },
        new("GET", "/v1/health", NamingRole.Anyone, "200 when the node may be asked, else 503.", HealthAsync)
        {
            Contract = new ApiContract { Answer = ApiJson.Default.ApiHealth, Also = [StatusCodes.Status503ServiceUnavailable] },
        },
    ];

    private static async Task StatusAsync(HttpContext context, NodeApi api)
    {
        var status = await api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        var body = new ApiStatus
        {
            Cluster = api.Naming.Cluster,
            Server = status.Server.ToString(),
            Engine = api.Engine.Engine,
            Phase = ApiWord.Of(status.Phase),
            Stamp = status.Stamp.IsNone ? null : new Token(status.Server, status.Stamp).ToString(),
            Complete = status.IsComplete,
            Isolated = status.IsIsolated,
            Silence = SilenceWords.Of(status),
            IntervalSeconds = status.Interval.TotalSeconds,
            Servers = new SortedDictionary<string, int>(
                status.Owners.GroupBy(owner => ApiWord.Of(owner.State)).ToDictionary(state => state.Key, state => state.Count()), StringComparer.Ordinal),
            Counters = status.Counters,
            Convergence = ConvergenceAnswer.Of(status),
            Watchers = api.Watchers,
        };
        await ApiAnswer.JsonAsync(context, body, ApiJson.Default.ApiStatus).ConfigureAwait(false);
    }

    private static async Task HealthAsync(HttpContext context, NodeApi api)
    {
        var status = await api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        var health = NodeHealth.Judge(status.Phase, status.IsComplete, status.IsIsolated);
        var code = health.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await ApiAnswer.JsonAsync(context, new ApiHealth(health.Word, health.Detail), ApiJson.Default.ApiHealth, code).ConfigureAwait(false);
    }
}
