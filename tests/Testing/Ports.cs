using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Testing;

/// <summary>
/// Ports of this machine that nobody uses now. They lie below those that Linux gives to whoever connects (net.ipv4.ip_local_port_range begins at 32,768) and below those that
/// TestingHost takes for silos: one that a test was given is still free when its server comes to bind it.
/// </summary>
internal static class Ports
{
    private const int First = 12_000;
    private const int Count = 10_000;

    private static int _last = Random.Shared.Next(Count); // another process of tests begins elsewhere

    public static int Udp() => Free(static port => new UdpClient(new IPEndPoint(IPAddress.Loopback, port)).Dispose());

    public static int Tcp() => Free(static port =>
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    });

    private static int Free(Action<int> bind)
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            try
            {
                bind(port);
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }

        throw new InvalidOperationException($"no port from {First} to {First + Count - 1} is free");
    }
}
