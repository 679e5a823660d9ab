using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Following;
using OrleansNaming.Naming;
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
        services.TryAddSingleton<IFollowSource, ServerFollowSource>();
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<NamingServersOptions>>().Value;
            return new FollowerSettings(options.KeepReplica, options.StateFolder);
        });
        services.TryAddSingleton<ITreeCalls, HttpTree>();
        services.AddNamingContext();
        services.AddFollower<HttpNamingClient>();
        return builder;
    }

    /// <summary>Once, however often servers are added: a list that is bound twice has every server twice.</summary>
    private sealed class ServersConfiguration(IServiceProvider services) : IConfigureOptions<NamingServersOptions>
    {
        public void Configure(NamingServersOptions options) => services.GetService<IConfiguration>()?.GetSection(NamingOptions.Section).Bind(options);
    }
}
