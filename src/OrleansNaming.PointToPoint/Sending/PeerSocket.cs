using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Sending;

/// <summary>A TCP connection to a dedicated endpoint.</summary>
internal static class PeerSocket
{
    public static async ValueTask<Stream> ConnectAsync(Endpoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            EndPoint remote = IPAddress.TryParse(to.Host, out var address) ? new IPEndPoint(address, to.Port) : new DnsEndPoint(to.Host, to.Port);
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
