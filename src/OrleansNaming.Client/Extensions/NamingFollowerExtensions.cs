using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansNaming;
using OrleansNaming.Following;
using OrleansNaming.HttpResolution;
using OrleansNaming.InProcess;
using OrleansNaming.Renewing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What every package calls whose process is no node, so that followers are the same however they hear.</summary>
internal static class NamingFollowerExtensions
{
    /// <summary>
    /// Registers the client, the replica and the guests of a process that is no node. The package itself registers
    /// <see cref="IFollowSource"/>, <see cref="FollowerSettings"/> and the remote client.
    /// </summary>
    /// <typeparam name="TRemote">The client that asks a node each time.</typeparam>
    public static void AddFollower<TRemote>(this IServiceCollection services)
        where TRemote : class, INamingClient
    {
        services.TryAddSingleton<FollowedDirectory>();
        services.TryAddSingleton<IDirectorySource>(static provider => provider.GetRequiredService<FollowedDirectory>());
        services.AddDirectoryReading();
        services.TryAddSingleton<Follower>();
        services.AddHostedService(static provider => provider.GetRequiredService<Follower>());
        services.TryAddSingleton(static provider => new DirectClient(KeepsReplica(provider) ? Following<TRemote>(provider) : provider.GetRequiredService<TRemote>()));
        services.TryAddSingleton<INamingReplica>(static provider => KeepsReplica(provider)
            ? provider.GetRequiredService<FollowedDirectory>().Replica
            : throw new InvalidOperationException("there is no INamingReplica in this process, because Naming:KeepReplica is false: use INamingClient, or keep the replica"));
        services.TryAddSingleton(LiveSets.Of);
        services.AddRenewingClient();
        services.AddHostedService<GuestAdvertiser>();
    }

    private static FollowerClient Following<TRemote>(IServiceProvider provider)
        where TRemote : class, INamingClient =>
        new(provider.GetRequiredService<TRemote>(), provider.GetRequiredService<FollowedDirectory>(), provider.GetRequiredService<DirectoryReader>());

    private static bool KeepsReplica(IServiceProvider provider) => provider.GetRequiredService<FollowerSettings>().KeepReplica;
}
