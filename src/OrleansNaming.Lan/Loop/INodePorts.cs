using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>Where a node's outputs go: sockets, HTTP, disk. Each call but <see cref="Write"/> returns at once; answers come back as inputs.</summary>
internal interface INodePorts
{
    bool Multicast(ReadOnlyMemory<byte> bytes);

    bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes);

    void Call(Call call);

    void Reply(Reply reply);

    void Probe(HealthProbe probe);

    /// <summary>Queues a write.</summary>
    void Persist(Persist persist);

    /// <summary>Has what was queued written. Called when the loop was given back, and never on it.</summary>
    /// <param name="here">Whether this thread may write itself, and wait for the disk.</param>
    void Write(bool here);
}
