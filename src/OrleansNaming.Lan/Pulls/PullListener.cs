using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// The node's own HTTP/2 server for pulls, apart from the application's: it stands before the first notice goes out, whatever the application
/// listens on and whenever, and closes after the goodbye. Kestrel itself without a host around it, so that no environment variable or
/// appsettings.json meant for the application can add an endpoint here.
/// </summary>
internal sealed class PullListener : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private PullListener(KestrelServer server, int port)
    {
        _server = server;
        Port = port;
    }

    public int Port { get; }

    /// <exception cref="NamingException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<PullListener> StartAsync(
        PullSettings settings, PullApplication application, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var port = settings.Port ?? PullSettings.PortDefault;
        try
        {
            return await ListenAsync(settings.Address, port, application, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (settings.Port is null && e.InnerException is AddressInUseException)
        {
            return await ListenAsync(settings.Address, 0, application, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new NamingException(
                Refusal.Unreachable, $"cannot listen on TCP {new IPEndPoint(settings.Address, port)}: {e.Message} Set PullPort to a free port of this machine, or AdvertisedAddress");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // No grace: a pull that is cut off is tried again elsewhere, and the goodbye has been said.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private static async Task<PullListener> ListenAsync(
        IPAddress address, int port, PullApplication application, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var options = Options(new IPEndPoint(address, port));
        var transport = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), loggers);
        var server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(options), transport, loggers);
        try
        {
            await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
            var bound = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return new PullListener(server, new Uri(bound).Port);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Every limit is set here: Kestrel's defaults are for web sites (30 MB bodies, any number of connections).</summary>
    private static KestrelServerOptions Options(IPEndPoint local)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxConcurrentConnections = PullSettings.ConnectionsMax;
        options.Limits.MaxConcurrentUpgradedConnections = 0;
        options.Limits.MaxRequestBodySize = OrleansNaming.Limits.BodyBytes;
        options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        options.Limits.MaxRequestHeaderCount = 32;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.Http2.MaxStreamsPerConnection = PullSettings.PendingMax;
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);

        var share = new ConnectionShare(PullSettings.ConnectionsPerHostMax);
        options.Listen(local, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            ((IConnectionBuilder)listen).Use(share.Limit);
        });
        return options;
    }
}
