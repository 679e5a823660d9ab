using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Testing;

/// <summary>Ports of this machine that nobody uses now.</summary>
internal static class Ports
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
}
