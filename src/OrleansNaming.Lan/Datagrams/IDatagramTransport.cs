namespace OrleansNaming.Lan.Datagrams;

/// <summary>Carries datagrams. Loses, repeats and reorders them as a network does; tests put a worse one in front of a real one.</summary>
internal interface IDatagramTransport : IDisposable
{
    /// <summary>The UDP port that answers come to.</summary>
    int ProbePort { get; }

    /// <summary>Begins to receive. The sink is called from the transport's own threads.</summary>
    void Start(IDatagramSink sink);

    /// <summary>Tells the sink when one of these refuses (ICMP port unreachable), where the system lets it know.</summary>
    void Watch(IReadOnlyList<PeerAddress> seeds);

    /// <summary>Sends to the group. Never throws for what a network does; returns false when the datagram surely did not leave.</summary>
    bool Multicast(ReadOnlyMemory<byte> bytes);

    /// <summary>Sends to one node's probe port, likewise.</summary>
    bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes);
}
