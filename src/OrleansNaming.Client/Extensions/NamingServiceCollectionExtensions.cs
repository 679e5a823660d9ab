using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds naming to an application.</summary>
public static class NamingServiceCollectionExtensions
{
    /// <summary>
    /// Adds naming. Choose next what this process is: <c>UseLan()</c> makes it a node, <c>UseServers(…)</c> lets it follow nodes.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming</c>.</param>
    /// <returns>A builder for the engine and for what is advertised.</returns>
    public static INamingBuilder AddOrleansNaming(this IServiceCollection services, Action<NamingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<NamingOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(NamingOptions.Section).Bind(options))
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingOptions>, NamingOptionsValidator>());
        AddHealth(services);
        return new NamingBuilder(services);
    }

    /// <summary>Once: a second registration of one name would make every check of the application fail.</summary>
    private static void AddHealth(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(NamingHealthCheck)))
        {
            return;
        }

        services.AddSingleton<NamingHealthCheck>();
        services.AddHealthChecks().AddCheck<NamingHealthCheck>(NamingHealthCheck.Name, tags: [NamingHealthCheck.ReadyTag]);
    }
}
