using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Following;
using OrleansNaming.HttpResolution;
using OrleansNaming.InProcess;
using OrleansNaming.Renewing;
using OrleansNaming.Servers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a process that is no node.</summary>
public static class NamingServersExtensions
{
    /// <summary>
    /// Asks naming servers, and keeps a replica by following one of them at a time. What the process advertises and registers are guests,
    /// renewed as long as it lives.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="urls">The servers' API addresses; none: those of the section <c>Naming</c> (<c>Naming__Servers__0</c> …).</param>
    public static INamingBuilder UseServers(this INamingBuilder builder, params string[] urls) => builder.UseServers(options =>
    {
        if (urls.Length > 0)
        {
            options.Servers.Clear();
            foreach (var url in urls)
            {
                options.Servers.Add(url);
            }
        }
    });

    /// <inheritdoc cref="UseServers(INamingBuilder, string[])"/>
    /// <param name="builder">The naming builder.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming</c>.</param>
    public static INamingBuilder UseServers(this INamingBuilder builder, Action<NamingServersOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<NamingServersOptions>, ServersConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingServersOptions>, NamingServersOptionsValidator>());
        services.AddOptions<NamingServersOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(static provider => new NamingServers(
            provider.GetRequiredService<IOptions<NamingServersOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<WatchStream>();
        services.TryAddSingleton<HttpNamingClient>();
        AddReplica(services);
        services.AddRenewingClient();
        services.AddHostedService<GuestAdvertiser>();
        return builder;
    }

    private static void AddReplica(IServiceCollection services)
    {
        services.TryAddSingleton<FollowedDirectory>();
        services.TryAddSingleton<IDirectorySource>(static provider => provider.GetRequiredService<FollowedDirectory>());
        services.AddDirectoryReading();
        services.TryAddSingleton<FollowerClient>();
        services.TryAddSingleton<Follower>();
        services.AddHostedService(static provider => provider.GetRequiredService<Follower>());
        services.TryAddSingleton(static provider => new DirectClient(
            KeepsReplica(provider) ? provider.GetRequiredService<FollowerClient>() : provider.GetRequiredService<HttpNamingClient>()));
        services.TryAddSingleton<INamingReplica>(static provider => KeepsReplica(provider)
            ? provider.GetRequiredService<FollowedDirectory>().Replica
            : throw new InvalidOperationException("there is no INamingReplica in this process, because Naming:KeepReplica is false: use INamingClient, or keep the replica"));
        services.TryAddSingleton<ILiveSets>(static provider => KeepsReplica(provider)
            ? new ReplicaLiveSets(provider.GetRequiredService<INamingReplica>(), provider.GetRequiredService<INamingClient>())
            : new ClientLiveSets(provider.GetRequiredService<INamingClient>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static bool KeepsReplica(IServiceProvider provider) => provider.GetRequiredService<IOptions<NamingServersOptions>>().Value.KeepReplica;

    /// <summary>Once, however often servers are added: a list that is bound twice has every server twice.</summary>
    private sealed class ServersConfiguration(IServiceProvider services) : IConfigureOptions<NamingServersOptions>
    {
        public void Configure(NamingServersOptions options) => services.GetService<IConfiguration>()?.GetSection(NamingOptions.Section).Bind(options);
    }
}
