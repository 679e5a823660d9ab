using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Placement;
using OrleansNaming;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Hosting;
using OrleansNaming.Silo;
using OrleansNaming.Silo.Clients;
using OrleansNaming.Silo.Hosting;
using OrleansNaming.Silo.Notices;
using OrleansNaming.Silo.Placement;
using OrleansNaming.Wire;

namespace Orleans.Hosting;

/// <summary>Makes a silo a node of the directory.</summary>
public static class NamingSiloBuilderExtensions
{
    /// <summary>
    /// Makes this silo a node: it owns what it advertises, under the silo's name, and keeps the whole directory in memory. Needs grain storage named
    /// <see cref="NamingStorage.ProviderName"/>.
    /// </summary>
    /// <param name="silo">The silo's builder.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming</c>.</param>
    /// <returns>A builder for what is advertised.</returns>
    public static INamingBuilder UseNaming(this ISiloBuilder silo, Action<NamingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var services = silo.Services;
        var naming = services.AddOrleansNaming(configure);
        services.AddOptions<NamingOptions>().PostConfigure<IOptions<SiloOptions>>(static (options, silo) => options.Server = DefaultServerName.Fold(silo.Value.SiloName));
        services.AddOptions<NamingSiloOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(NamingSiloOptions.Section).Bind(options))
            .ValidateOnStart();
        services.AddOptions<LanOptions>()
            .Configure<IServiceProvider>(static (options, provider) => options.BindFrom(provider.GetService<IConfiguration>()))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingSiloOptions>, NamingSiloOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LanOptions>, LanOptionsValidator>());
        if (services.Any(service => service.ServiceType == typeof(SiloEngine)))
        {
            return naming;
        }

        services.AddSingleton<SiloDirectory>().AddSingleton<SiloLinks>().AddSingleton<LocalNode>().AddSingleton<ResolvedAnswers>().AddSingleton(static provider => Create(provider));
        services.TryAddSingleton<SiloSeams>();
        services.AddSingleton<IAudience>(static provider => LanSettings.RelationsOf(provider.GetRequiredService<IOptions<LanOptions>>().Value));
        services.TryAddSingleton<IListeningAddresses, KestrelAddresses>();
        services.AddSingleton<SiloNodeService>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<SiloNodeService>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<SiloNodeService>());
        services.AddPlacementFilter<NamedSiloFilter, NamedSiloFilterDirector>(ServiceLifetime.Singleton);
        silo.AddGrainService<NamingSilo>();
        return naming.AddNamingEngine<SiloEngine>();
    }

    private static SiloEngine Create(IServiceProvider provider)
    {
        var naming = provider.GetRequiredService<IOptions<NamingOptions>>();
        var engine = ActivatorUtilities.CreateInstance<SiloEngine>(provider, new ServerId(naming.Value.Server));
        provider.GetRequiredService<SiloSeams>().Made(engine);
        return engine;
    }
}
