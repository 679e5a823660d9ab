using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using OrleansNaming.Benchmarks.Nodes;
using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>The floor's datagrams: one multicast, and a thread that blocks on a socket in each receiver, with nothing behind it. The first four bytes count them.</summary>
internal sealed class BareGroup : IDisposable
{
    private readonly UdpSettings _settings;
    private readonly IPEndPoint _group;
    private readonly Socket _socket;

    private BareGroup(Place place, Func<UdpSettings, IPEndPoint, Socket> open)
    {
        _group = new IPEndPoint(IPAddress.Parse("239.192.76.1"), place.BarePort);
        _settings = new UdpSettings(IPAddress.Loopback, IPAddress.Loopback, 0, _group);
        _socket = open(_settings, _group);
    }

    public static BareGroup Sender(Place place) => new(place, (settings, _) => UdpSockets.OpenUnicast(settings));

    public static BareGroup Receiver(Place place, Action<int> received)
    {
        var group = new BareGroup(place, UdpSockets.OpenGroup);
        new Thread(() => group.Run(received)) { IsBackground = true }.Start();
        return group;
    }

    public void Send(int number, Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _socket.SendTo(bytes, SocketFlags.None, _group);
    }

    public void Dispose() => _socket.Dispose();

    private void Run(Action<int> received)
    {
        var buffer = new byte[Limits.DatagramBytes];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        try
        {
            while (true)
            {
                _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                received(BinaryPrimitives.ReadInt32LittleEndian(buffer));
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }
}
