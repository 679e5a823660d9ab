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
        var others = silos.Others;
        if (others.Count > 0)
        {
            var datagram = bytes.ToArray();
            foreach (var silo in others)
            {
                links.Deliver(silo, datagram);
            }
        }

        return true;
    }

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes)
    {
        if (silos.At(to.Host, to.ProbePort) is not { } silo)
        {
            return false;
        }

        links.Deliver(silo, bytes.ToArray());
        return true;
    }

    public void Dispose() => node.Sink = null;
}
