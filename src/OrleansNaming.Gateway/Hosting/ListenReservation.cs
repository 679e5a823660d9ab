using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OrleansNaming.Gateway.Hosting;

/// <summary>
/// Takes the ports of the application's URLs before any other service starts, and hands them to Kestrel. A node joins its cluster before
/// its web server listens, so that no request meets a node that is not there; without this, a server whose port is taken would join, be
/// announced to all others, and then die.
/// <para>
/// The sockets listen at once: on Linux two that are only bound may share a port until one listens. Who connects meanwhile waits for the
/// answer instead of being refused.
/// </para>
/// </summary>
internal sealed class ListenReservation(IConfiguration configuration) : IHostedLifecycleService, IDisposable
{
    private const int Backlog = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, Socket> _sockets = [];

    /// <exception cref="IOException">A port is taken; around the same exception that Kestrel would throw later.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var url in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var endpoint in EndPointsOf(BindingAddress.Parse(url)))
            {
                Reserve(endpoint, url);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The socket for an endpoint of Kestrel's; one that was not reserved is made now.</summary>
    public Socket Take(EndPoint endpoint)
    {
        lock (_gate)
        {
            return endpoint is IPEndPoint ip && _sockets.Remove(ip, out var reserved) ? reserved : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var socket in _sockets.Values)
            {
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>As Kestrel understands a URL: <c>localhost</c> is two addresses, every name that is no address is any.</summary>
    private static IPEndPoint[] EndPointsOf(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe ? []
        : IPAddress.TryParse(address.Host, out var host) ? [new IPEndPoint(host, address.Port)]
        : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? [new IPEndPoint(IPAddress.Loopback, address.Port), .. Version6(IPAddress.IPv6Loopback, address.Port)]
        : [Socket.OSSupportsIPv6 ? new IPEndPoint(IPAddress.IPv6Any, address.Port) : new IPEndPoint(IPAddress.Any, address.Port)];

    private static IPEndPoint[] Version6(IPAddress address, int port) => Socket.OSSupportsIPv6 ? [new IPEndPoint(address, port)] : [];

    private void Reserve(IPEndPoint endpoint, string url)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new IOException($"Failed to bind to address {url}: address already in use.", new AddressInUseException(taken.Message, taken));
        }
        catch (SocketException absent) when (absent.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            socket?.Dispose();
            return; // Kestrel does without one of localhost's two addresses, and says what is wrong with any other.
        }

        lock (_gate)
        {
            _sockets[endpoint] = socket;
        }
    }
}
