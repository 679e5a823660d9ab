using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>
/// One thread that blocks on one socket. A thread of its own, because the kernel then wakes the very thread that steps the node: through the
/// pool each datagram costs two more wake-ups, some 30 µs each on idle cores (measured on loopback, 2 cores). Into rented buffers, never copied.
/// </summary>
internal sealed class UdpReceiver : IDisposable
{
    /// <summary>One byte more than a datagram may have, so that a longer one is seen to be longer; it is cut here and refused by length.</summary>
    public const int BufferBytes = Limits.DatagramBytes + 1;

    /// <summary>How many sources are remembered as addresses; beyond that all are forgotten.</summary>
    private const int SourcesMax = 1_024;

    private const int FailuresInARowMax = 16;
    private static readonly TimeSpan FailurePause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly IDatagramSink _sink;
    private readonly IPEndPoint? _self;
    private readonly Dictionary<SocketAddress, IPEndPoint> _sources = [];
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stopping = new();
    private int _failures;

    /// <param name="socket">Closed by <see cref="Dispose"/>.</param>
    /// <param name="self">The own sending socket: what comes from it is dropped. Null to hear everything.</param>
    /// <param name="sink">Gets the datagrams.</param>
    public UdpReceiver(Socket socket, IPEndPoint? self, IDatagramSink sink)
    {
        _socket = socket;
        _self = self;
        _sink = sink;
        _thread = new Thread(Run) { Name = self is null ? "naming unicast" : "naming multicast", IsBackground = true };
        _thread.UnsafeStart();
    }

    public void Dispose()
    {
        _stopping.Set();
        _socket.Dispose();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stopping.IsSet)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            var length = Receive(buffer.AsSpan(0, BufferBytes), from);
            if (length > 0 && Source(from) is var source && !source.Equals(_self))
            {
                _sink.Received(buffer, length, source.Address);
            }
            else
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>How many bytes came; 0 for an empty datagram and for what a network may answer to something sent before.</summary>
    private int Receive(Span<byte> buffer, SocketAddress from)
    {
        try
        {
            var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
            _failures = 0;
            return length;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            return buffer.Length; // Windows cuts with an error, Unix without
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Errors of earlier sends come one by one; an interface that is down fails for long, and must not cost a core.
            _stopping.Wait(++_failures < FailuresInARowMax ? TimeSpan.Zero : FailurePause);
            return 0;
        }
    }

    private IPEndPoint Source(SocketAddress from)
    {
        if (_sources.TryGetValue(from, out var known))
        {
            return known;
        }

        if (_sources.Count == SourcesMax)
        {
            _sources.Clear();
        }

        var copy = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
        var source = (IPEndPoint)Template(from.Family).Create(copy);
        _sources.Add(copy, source);
        return source;
    }

    private static IPEndPoint Template(AddressFamily family) =>
        new(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
}
