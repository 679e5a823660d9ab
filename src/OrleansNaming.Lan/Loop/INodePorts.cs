using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>Where a node's outputs go: sockets, HTTP, disk. Each call returns at once; answers come back as inputs.</summary>
internal interface INodePorts
{
    bool Multicast(ReadOnlyMemory<byte> bytes);

    bool Unicast(PeerAddress to, ReadOnlyMemory<byte> bytes);

    void Call(Call call);

    void Reply(Reply reply);

    void Persist(Persist persist);
}
