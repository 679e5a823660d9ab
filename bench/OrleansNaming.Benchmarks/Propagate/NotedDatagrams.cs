using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>The real sockets, with a milestone before and behind the multicast that follows a durable change.</summary>
internal sealed class NotedDatagrams(IDatagramTransport real, Milestones milestones) : IDatagramTransport
{
    public int ProbePort => real.ProbePort;

    public void Start(IDatagramSink sink) => real.Start(sink);

    public void Watch(IReadOnlyList<PeerAddress> seeds) => real.Watch(seeds);

    public bool Multicast(ReadOnlyMemory<byte> bytes)
    {
        var first = milestones.IsDurable && milestones.Pass(milestones.Sending);
        var sent = real.Multicast(bytes);
        if (first)
        {
            milestones.Pass(milestones.Sent);
            milestones.LastSent = bytes.ToArray();
        }

        return sent;
    }

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) => real.Unicast(to, bytes);

    public void Dispose() => real.Dispose();
}
