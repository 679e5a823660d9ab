using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Asking;
using OrleansNaming.Following;
using OrleansNaming.Naming;

namespace Orleans.Hosting;

/// <summary>Lets an Orleans client application name.</summary>
public static class NamingClientBuilderExtensions
{
    /// <summary>
    /// Asks the silos of this client's cluster, which call <c>silo.UseNaming()</c>, and keeps a replica by following one of them at a time. What the process
    /// advertises and registers are guests, renewed as long as it lives.
    /// </summary>
    /// <param name="client">The Orleans client's builder.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming</c>.</param>
    /// <returns>A builder for what is advertised.</returns>
    public static INamingBuilder UseNaming(this IClientBuilder client, Action<NamingClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var services = client.Services;
        var naming = services.AddOrleansNaming();
        services.AddOptions<NamingClientOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(NamingOptions.Section).Bind(options))
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.AddOptions<NamingOptions>().PostConfigure<IOptions<NamingClientOptions>>(static (options, client) => options.Cluster = client.Value.Cluster ?? options.Cluster);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingClientOptions>, NamingClientOptionsValidator>());
        services.TryAddSingleton<NamingGrains>();
        services.TryAddSingleton<GrainWatch>();
        services.TryAddSingleton<GrainNamingClient>();
        services.TryAddSingleton<ITreeCalls, GrainTree>();
        services.AddNamingContext();
        services.TryAddSingleton<IFollowSource, GrainFollowSource>();
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<NamingClientOptions>>().Value;
            return new FollowerSettings(options.KeepReplica, options.StateFolder);
        });
        services.AddFollower<GrainNamingClient>();
        return naming;
    }
}
