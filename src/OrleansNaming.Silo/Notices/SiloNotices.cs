using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Silo.Notices;

/// <summary>Datagrams through Orleans: one message straight to each active silo, and none to one that is only joining (it pulls when it is active).</summary>
internal sealed class SiloNotices(SiloDirectory silos, SiloLinks links, LocalNode node) : IDatagramTransport
{
    public int ProbePort => silos.Self.Endpoint.Port;

    public void Start(IDatagramSink sink) => node.Sink = sink;

    /// <summary>Nobody refuses here: the membership tells who is gone.</summary>
    public void Watch(IReadOnlyList<PeerAddress> seeds)
    {
    }

    public bool Multicast(ReadOnlyMemory<byte> bytes)
    {
        var datagram = bytes.ToArray();
        var sent = true;
        foreach (var silo in silos.Others)
        {
            sent &= links.Deliver(silo, datagram);
        }

        return sent;
    }

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes) =>
        silos.At(to.Host, to.ProbePort) is { } silo && links.Deliver(silo, bytes.ToArray());

    public void Dispose() => node.Sink = null;
}
