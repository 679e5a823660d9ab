using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Loop;

/// <summary>Core's node.</summary>
internal sealed class CoreNode(NamingNode node) : INode
{
    public TimeSpan DueAt => node.DueAt;

    public IEnumerable<PeerAddress> Peers => node.Peers;

    public void Step(Input input, Instant now, List<Output> outputs) => node.Step(input, now, outputs);

    public ChangesReply Answer(ChangesRequest request) => node.Answer(request);

    public NodeStatus Status(Instant now) => node.Status(now);
}
