using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>A real transport that loses what the test says, at the receiver, so that each receiver of a multicast can lose its own copy.</summary>
internal sealed class LossyDatagrams(IDatagramTransport real, string me, string clusterName, Keyring keys, IEngineCluster cluster, Action happened) : IDatagramTransport, IDatagramSink
{
    private readonly ConcurrentDictionary<string, Envelope> _heard = new();
    private IDatagramSink? _sink;

    public int ProbePort => real.ProbePort;

    public void Start(IDatagramSink sink)
    {
        _sink = sink;
        real.Start(this);
    }

    public void Watch(IReadOnlyList<PeerAddress> seeds) => real.Watch(seeds);

    public bool Multicast(ReadOnlyMemory<byte> bytes) => real.Multicast(bytes);

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => real.Unicast(to, bytes);

    public void Received(byte[] rented, int length, IPAddress source)
    {
        if (IsLost(rented.AsSpan(0, length)))
        {
            happened();
            ArrayPool<byte>.Shared.Return(rented);
            return;
        }

        _sink!.Received(rented, length, source);
    }

    public void Refused(PeerAddress target) => _sink!.Refused(target);

    public void Dispose() => real.Dispose();

    /// <summary>Hears messages as the sender's process would seal them next.</summary>
    public void Forge(string from, IReadOnlyList<Message> messages)
    {
        foreach (var bytes in Forger.Seal(clusterName, _heard[from], keys, messages))
        {
            var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(rented, 0);
            _sink!.Received(rented, bytes.Length, IPAddress.Loopback);
        }
    }

    private bool IsLost(ReadOnlySpan<byte> bytes)
    {
        if (Opener.TryOpen(bytes, clusterName, keys, Limits.DatagramBytes, out var envelope) != OpenResult.Opened)
        {
            return false;
        }

        _heard[envelope!.Sender.Value] = envelope;
        return envelope.Message is Notice or Chunk && cluster.Lose?.Invoke(new Delivery(envelope.Sender.Value, me, envelope.Message)) == true;
    }
}
