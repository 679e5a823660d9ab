using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Following;

namespace OrleansNaming.HttpResolution;

/// <summary>Makes the live sets that fit a process: its replica's where it keeps one, else those that a node is asked for.</summary>
internal static class LiveSets
{
    public static ILiveSets Of(IServiceProvider services) =>
        services.GetService<FollowerSettings>() is not { KeepReplica: false } && services.GetService<INamingReplica>() is { } replica
            ? new ReplicaLiveSets(replica, services.GetRequiredService<INamingClient>())
            : new ClientLiveSets(services.GetRequiredService<INamingClient>(), services.GetRequiredService<TimeProvider>());
}
