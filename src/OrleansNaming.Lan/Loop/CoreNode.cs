using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Loop;

/// <summary>Core's node.</summary>
internal sealed class CoreNode(NamingNode node) : INode
{
    public DirectoryReplica Replica => node.Replica;

    public TimeSpan DueAt => node.DueAt;

    public IReadOnlyList<PeerAddress> Peers => [];

    public void Step(Input input, Instant now, List<Output> outputs) => node.Step(input, now, outputs);

    public ChangesReply Serve(ChangesRequest request, Instant now) => throw new NotImplementedException();

    public NodeStatus Status(Instant now) => node.Status(now);
}
