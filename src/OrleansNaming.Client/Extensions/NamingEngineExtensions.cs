using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OrleansNaming;
using OrleansNaming.InProcess;
using OrleansNaming.Naming;
using OrleansNaming.Node;
using OrleansNaming.Renewing;
using OrleansNaming.Telling;
using OrleansNaming.Watching;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What every engine's package calls, so that clients and faces are the same over each.</summary>
internal static class NamingEngineExtensions
{
    /// <summary>
    /// Registers the engine as the one of this process, with the client, the replica, the watch feed and the health check over it. The
    /// package itself starts and stops the engine, and advertises each <see cref="AdvertisedService"/>.
    /// </summary>
    public static INamingBuilder AddNamingEngine<TEngine>(this INamingBuilder builder)
        where TEngine : class, INamingEngine
    {
        var services = builder.Services;
        services.TryAddSingleton<INamingEngine>(static provider => provider.GetRequiredService<TEngine>());
        services.TryAddSingleton<INamingReplica>(static provider => provider.GetRequiredService<INamingEngine>().Replica);
        services.TryAddSingleton<IDirectorySource, EngineSource>();
        services.AddDirectoryReading();
        services.TryAddSingleton<Teller>();
        services.TryAddSingleton<EngineClient>();
        services.TryAddSingleton<INamingNode>(static provider => provider.GetRequiredService<EngineClient>());
        services.TryAddSingleton(static provider => new DirectClient(provider.GetRequiredService<EngineClient>()));
        services.TryAddSingleton<ITreeCalls, EngineTree>();
        services.AddNamingContext();
        services.AddRenewingClient();
        return builder;
    }

    /// <summary>Resolve, list and watch over the process's <see cref="IDirectorySource"/>.</summary>
    public static void AddDirectoryReading(this IServiceCollection services)
    {
        services.TryAddSingleton<AppliedSignal>();
        services.TryAddSingleton(static provider => new WatchFeed(
            provider.GetRequiredService<IDirectorySource>(), provider.GetRequiredService<ILogger<WatchFeed>>()));
        services.TryAddSingleton<DirectoryReader>();
    }

    /// <summary>The root of the tree, over the process's <see cref="ITreeCalls"/>.</summary>
    public static void AddNamingContext(this IServiceCollection services) => services.TryAddSingleton<INamingContext>(
        static provider => new NamingContext(provider.GetRequiredService<ITreeCalls>(), CompositeName.Empty));

    /// <summary>The application's client, over the process's <see cref="DirectClient"/>.</summary>
    public static void AddRenewingClient(this IServiceCollection services)
    {
        services.TryAddSingleton<GuestRenewals>();
        services.AddHostedService(static provider => provider.GetRequiredService<GuestRenewals>());
        services.TryAddSingleton<INamingClient, RenewingClient>();
    }
}
