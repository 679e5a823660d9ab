using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansNaming;
using OrleansNaming.HttpResolution;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets an HttpClient call services by their names.</summary>
public static class NamingHttpClientBuilderExtensions
{
    /// <summary>How long a connection may take before another instance is tried.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Sends each request for <c>http://name/…</c> to a live instance of that name, in turn; <c>http://_admin.name/…</c> to its endpoint
    /// <c>admin</c>. An instance that cannot be connected to is left out for some seconds, and an idempotent request goes to another one. A
    /// URL with a port, an address literal or <c>localhost</c> is not touched. A connection that is not made in 2 s counts as failed, unless the
    /// primary handler sets a time-out of its own.
    /// </summary>
    /// <param name="builder">The HttpClient's builder.</param>
    /// <param name="configure">Changes how names are resolved.</param>
    public static IHttpClientBuilder AddNamingResolution(this IHttpClientBuilder builder, Action<NamingResolutionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new NamingResolutionOptions();
        configure?.Invoke(options);
        if (options.Context.Length > 0 && NamePath.Check(options.Context) is { } why)
        {
            throw new ArgumentException($"context '{options.Context}': {why}", nameof(configure));
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<InstanceChooser>();
        builder.Services.TryAddSingleton(LiveSets.Of);
        builder.AddHttpMessageHandler(services => new NamingResolutionHandler(
            services.GetRequiredService<ILiveSets>(), services.GetRequiredService<InstanceChooser>(), options));
        return builder.ConfigurePrimaryHttpMessageHandler(static (handler, _) =>
        {
            if (handler is SocketsHttpHandler sockets && sockets.ConnectTimeout == Timeout.InfiniteTimeSpan)
            {
                sockets.ConnectTimeout = ConnectTimeout;
            }
        });
    }
}
