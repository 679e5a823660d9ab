using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Gateway.Hosting;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Hosting;
using OrleansNaming.Lan.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the LAN engine.</summary>
public static class LanNamingBuilderExtensions
{
    /// <summary>
    /// Makes this process a node on the local network: it owns what it advertises, keeps the whole directory in memory, and needs no other program.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming:Lan</c>.</param>
    public static INamingBuilder UseLan(this INamingBuilder builder, Action<LanOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<LanOptions>()
            .Configure<IServiceProvider>(static (options, provider) => options.BindFrom(provider.GetService<IConfiguration>()))
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LanOptions>, LanOptionsValidator>());
        services.TryAddSingleton(static provider => Create(provider));
        services.TryAddSingleton<IListeningAddresses, KestrelAddresses>();
        services.TryAddSingleton<INodeFolder, LanFolder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LanNodeService>());
        return builder.AddNamingEngine<LanEngine>();
    }

    private static LanEngine Create(IServiceProvider provider)
    {
        var naming = provider.GetRequiredService<IOptions<NamingOptions>>().Value;
        var server = new ServerId(naming.Server);
        return new LanEngine(
            server,
            () => LanSettings.Resolve(naming.Cluster, server, provider.GetRequiredService<IOptions<LanOptions>>().Value),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IMeterFactory>(),
            provider.GetService<LanSeams>());
    }
}
