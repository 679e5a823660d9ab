using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansNaming.Following;
using OrleansNaming.InProcess;
using OrleansNaming.Node;

namespace OrleansNaming;

/// <summary>
/// "naming", tag "ready": healthy when resolving here gives whole answers, degraded when they may be old, unhealthy when names may be missing.
/// </summary>
internal sealed class NamingHealthCheck(IServiceProvider services) : IHealthCheck
{
    public const string Name = "naming";
    public const string ReadyTag = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<INamingEngine>() is { } engine)
        {
            var status = await engine.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            var health = NodeHealth.Judge(status.Phase, status.IsComplete, status.IsIsolated);
            return !health.IsReady ? HealthCheckResult.Unhealthy(health.Detail)
                : status.IsIsolated ? HealthCheckResult.Degraded(health.Detail)
                : HealthCheckResult.Healthy(health.Detail);
        }

        return services.GetService<Follower>()?.State switch
        {
            FollowState.Following => HealthCheckResult.Healthy("following a complete node"),
            FollowState.Stale => HealthCheckResult.Degraded("no node is heard: what is held may be old"),
            FollowState.Joining => HealthCheckResult.Unhealthy("the followed node is not complete yet"),
            FollowState.Empty => HealthCheckResult.Unhealthy("no node was heard yet, and nothing is on disk"),
            _ => HealthCheckResult.Healthy("this process asks servers and keeps nothing"),
        };
    }
}
