using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Routes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what the HTTP API needs.</summary>
public static class NamingApiServiceExtensions
{
    /// <summary>Adds the HTTP API's services; an engine does it itself, so an application calls it only to change the options.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming:Api</c>.</param>
    public static IServiceCollection AddNamingApi(this IServiceCollection services, Action<NamingApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<NamingApiOptions>, NamingApiConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NamingApiOptions>, NamingApiOptionsValidator>());
        services.AddOptions<NamingApiOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddSingleton<ApiGuard>();
        services.TryAddSingleton<NodeApi>();
        return services;
    }

    /// <summary>Once, however often the services are added: a list that is bound twice has every key twice.</summary>
    private sealed class NamingApiConfiguration(IServiceProvider services) : IConfigureOptions<NamingApiOptions>
    {
        public void Configure(NamingApiOptions options) => services.GetService<IConfiguration>()?.GetSection(NamingApiOptions.Section).Bind(options);
    }
}
