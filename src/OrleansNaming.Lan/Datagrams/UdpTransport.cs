using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>Datagrams by UDP: one socket that hears the group, one for unicast that everything is sent from.</summary>
internal sealed class UdpTransport : IDatagramTransport
{
    private readonly IPEndPoint? _group;
    private readonly Socket? _groupSocket;
    private readonly Socket _unicast;
    private readonly IPEndPoint _local;
    private readonly SeedSockets _seeds;
    private IDatagramSink? _sink;
    private UdpReceiver? _groupReceiver;
    private UdpReceiver? _unicastReceiver;

    /// <exception cref="NamingException">A port is taken, or the group can't be joined.</exception>
    public UdpTransport(UdpSettings settings)
    {
        _group = settings.Group;
        _unicast = UdpSockets.OpenUnicast(settings);
        _local = (IPEndPoint)_unicast.LocalEndPoint!;
        _seeds = new SeedSockets(_local.Address);
        try
        {
            _groupSocket = _group is null ? null : UdpSockets.OpenGroup(settings, _group);
        }
        catch
        {
            _unicast.Dispose();
            throw;
        }
    }

    public int ProbePort => _local.Port;

    public void Start(IDatagramSink sink)
    {
        _sink = sink;
        _unicastReceiver = new UdpReceiver(_unicast, null, sink);
        _groupReceiver = _groupSocket is null ? null : new UdpReceiver(_groupSocket, _local, sink);
    }

    public bool Multicast(ReadOnlyMemory<byte> bytes) => _group is not null && Send(bytes, _group);

    public void Watch(IReadOnlyList<PeerAddress> seeds) => _seeds.Watch(seeds);

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes)
    {
        if (_seeds.TrySend(to, bytes.Span, out var refused) is not { } sent)
        {
            return Send(bytes, new IPEndPoint(to.Host, to.ProbePort));
        }

        if (refused)
        {
            _sink?.Refused(to);
        }

        return sent;
    }

    public void Dispose()
    {
        _groupReceiver?.Dispose();
        _unicastReceiver?.Dispose();
        _groupSocket?.Dispose();
        _unicast.Dispose();
        _seeds.Dispose();
    }

    private bool Send(ReadOnlyMemory<byte> bytes, IPEndPoint to)
    {
        try
        {
            return _unicast.SendTo(bytes.Span, SocketFlags.None, to) == bytes.Length;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ArgumentException)
        {
            return false; // a lost datagram like any other; the caller counts it
        }
    }
}
