using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>The two sockets of the DNS face, on one port.</summary>
internal static class DnsSockets
{
    /// <summary>Datagrams wait here while all threads answer: some 10,000 questions.</summary>
    private const int ReceiveBytes = 1 << 20;

    /// <summary>How often a free port for both is looked for: one that UDP found may be another's over TCP.</summary>
    private const int Attempts = 16;

    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static (Socket Datagrams, Socket Streams) Open(IPEndPoint endpoint)
    {
        for (var attempt = 1; ; attempt++)
        {
            var datagrams = Open(endpoint, SocketType.Dgram);
            try
            {
                var streams = Open((IPEndPoint)datagrams.LocalEndPoint!, SocketType.Stream);
                return (datagrams, streams);
            }
            catch (IOException) when (endpoint.Port == 0 && attempt < Attempts)
            {
                datagrams.Dispose();
            }
            catch
            {
                datagrams.Dispose();
                throw;
            }
        }
    }

    private static Socket Open(IPEndPoint endpoint, SocketType type)
    {
        var socket = new Socket(endpoint.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            Prepare(socket, endpoint);
            socket.Bind(endpoint);
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }

            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"DNS cannot listen on {endpoint}: {e.Message}. Stop the program that listens there, or choose another by Naming:Dns:Listen", e);
        }
    }

    private static void Prepare(Socket socket, IPEndPoint endpoint)
    {
        if (endpoint.Address.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        if (socket.SocketType == SocketType.Dgram)
        {
            socket.ReceiveBufferSize = ReceiveBytes;
        }
        else if (!OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // else closed connections hold the port for a minute
        }
    }
}
