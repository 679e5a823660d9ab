using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Cluster.Tests.Silos;

/// <summary>Holds up whoever sends, and that is the node's own loop: so the node stands still until it is let go.</summary>
internal sealed class FreezableDatagrams(IDatagramTransport real) : IDatagramTransport
{
    private readonly ManualResetEventSlim _flows = new(initialState: true);
    private volatile bool _stands;

    public int ProbePort => real.ProbePort;

    /// <summary>Whether the node stands: frozen, it goes on until it sends something.</summary>
    public bool Stands => _stands;

    public void Freeze() => _flows.Reset();

    public void Thaw() => _flows.Set();

    public void Start(IDatagramSink sink) => real.Start(sink);

    public void Watch(IReadOnlyList<PeerAddress> seeds) => real.Watch(seeds);

    public bool Multicast(ReadOnlyMemory<byte> bytes)
    {
        Pass();
        return real.Multicast(bytes);
    }

    public bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes)
    {
        Pass();
        return real.Unicast(to, bytes);
    }

    public void Dispose() => real.Dispose();

    private void Pass()
    {
        _stands = !_flows.IsSet;
        _flows.Wait();
        _stands = false;
    }
}
