using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>
/// One connected socket for each seed: only these hear that a host refused (udp(7): an ICMP error is reported to a connected socket, with the next
/// call). Answers come to the probe port that the envelope names, as always, so nobody receives here. At most <see cref="SeedsMax"/>; refusals of
/// further seeds are not noticed, and they count as silent.
/// </summary>
internal sealed class SeedSockets(IPAddress local) : IDisposable
{
    public const int SeedsMax = 64;

    private readonly Lock _gate = new();
    private Dictionary<PeerAddress, Socket> _sockets = [];
    private bool _isClosed;

    public void Watch(IReadOnlyList<PeerAddress> seeds)
    {
        lock (_gate)
        {
            var former = _sockets;
            _sockets = [];
            foreach (var seed in _isClosed ? [] : seeds.Take(SeedsMax))
            {
                if ((former.Remove(seed, out var socket) ? socket : TryConnect(seed)) is { } open)
                {
                    _sockets[seed] = open;
                }
            }

            Close(former);
        }
    }

    /// <summary>Sends to a seed; null when that is none of them.</summary>
    /// <param name="to">The seed.</param>
    /// <param name="bytes">The datagram.</param>
    /// <param name="refused">Whether the host refused an earlier one.</param>
    public bool? TrySend(PeerAddress to, ReadOnlySpan<byte> bytes, out bool refused)
    {
        refused = false;
        lock (_gate)
        {
            if (!_sockets.TryGetValue(to, out var socket))
            {
                return null;
            }

            // The first call may bring the earlier datagram's error instead of sending this one.
            return Send(socket, bytes, ref refused) || (refused && Send(socket, bytes, ref refused));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Close(_sockets);
            _sockets = [];
        }
    }

    private static bool Send(Socket socket, ReadOnlySpan<byte> bytes, ref bool refused)
    {
        try
        {
            return socket.Send(bytes) == bytes.Length;
        }
        catch (SocketException e)
        {
            refused |= e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;
            return false;
        }
    }

    private Socket? TryConnect(PeerAddress seed)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(local, 0));
            socket.Connect(new IPEndPoint(seed.Host, seed.ProbePort));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose(); // no route: it is sent to like any other, and its refusals are not noticed
            return null;
        }
    }

    private static void Close(Dictionary<PeerAddress, Socket> sockets)
    {
        foreach (var socket in sockets.Values)
        {
            socket.Dispose();
        }
    }
}
