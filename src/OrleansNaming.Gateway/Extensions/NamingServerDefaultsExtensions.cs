using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Limits for a web server that serves the naming API and nothing larger.</summary>
public static class NamingServerDefaultsExtensions
{
    /// <summary>
    /// Sets explicit limits on Kestrel (its own defaults allow any number of connections and bodies of 30 MB): bodies of 1 MiB, headers of
    /// 16 KiB in 5 s, 1,000 connections, 50 from one address that is not loopback (options of the API), and no server header. And takes the ports of the application's URLs before anything
    /// else starts: call it before the engine is chosen, and a server whose port is taken fails before it joins its cluster.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    public static IHostApplicationBuilder AddNamingServerDefaults(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IServiceProvider>(static (kestrel, services) =>
        {
            var api = NamingApiConfiguration.Read(services);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = OrleansNaming.Limits.BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = api.ConnectionsMax;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MaxRequestLineSize = 8 << 10;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            kestrel.Limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            var share = new ConnectionShare(api.ConnectionsPerCallerMax);
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(share.Limit));
        });
        builder.Services.AddSingleton<ListenReservation>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<ListenReservation>());
        builder.Services.AddOptions<SocketTransportOptions>()
            .Configure<ListenReservation>(static (sockets, reservation) => sockets.CreateBoundListenSocket = reservation.Take);
        return builder;
    }
}
