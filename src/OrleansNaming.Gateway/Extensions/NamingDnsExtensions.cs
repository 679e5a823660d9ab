using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Dns;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the DNS face of a node.</summary>
public static class NamingDnsExtensions
{
    /// <summary>
    /// Answers DNS questions from this node's directory, over UDP and TCP: <c>orders.service.naming</c> as SRV, A and AAAA
    /// (docs/clients.md). The process must be a node. Call it before the engine is chosen, and a server whose DNS port is taken fails before
    /// it joins its cluster.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming:Dns</c>.</param>
    public static IServiceCollection AddNamingDns(this IServiceCollection services, Action<NamingDnsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<NamingDnsOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(NamingDnsOptions.Section).Bind(options))
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingDnsOptions>, NamingDnsOptionsValidator>());
        if (!services.Any(service => service.ServiceType == typeof(DnsServer)))
        {
            services.AddSingleton<DnsServer>();
            services.AddHostedService(static provider => provider.GetRequiredService<DnsServer>());
        }

        return services;
    }
}
