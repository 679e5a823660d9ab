using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>Ports of this machine that nobody uses now.</summary>
internal static class FreePort
{
    public static int Udp()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    public static int Tcp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The usual port, or any free one where that is taken.</summary>
    public static int TcpOr(int usual)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, usual);
            listener.Start();
            return usual;
        }
        catch (SocketException)
        {
            return Tcp();
        }
    }
}
