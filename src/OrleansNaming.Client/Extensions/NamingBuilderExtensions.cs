using OrleansNaming;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says what this process offers.</summary>
public static class NamingBuilderExtensions
{
    /// <summary>
    /// Advertises a service of this process: from when it listens until it stops. On a node it is the server's own service; elsewhere
    /// it is a guest that this process keeps renewing.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="name">The full path, such as <c>orders</c> or <c>shop/eu/orders</c>.</param>
    /// <param name="configure">Zone, tags, endpoints …; without endpoints, what the web server listens on is advertised.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no valid name.</exception>
    public static INamingBuilder Advertise(this INamingBuilder builder, string name, Action<AdvertisedService>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var service = new AdvertisedService(name);
        configure?.Invoke(service);
        builder.Services.AddSingleton(service);
        return builder;
    }
}
