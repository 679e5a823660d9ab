using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Hosting;

/// <summary>A node with a defect that shows when the test wants it.</summary>
internal sealed class FusedNode(INode node, Fuse fuse) : INode
{
    public TimeSpan DueAt => node.DueAt;

    public IEnumerable<PeerAddress> Peers => node.Peers;

    public void Step(Input input, Instant now, List<Output> outputs)
    {
        if (fuse.IsBurnt)
        {
            throw new InvalidOperationException("the fuse is burnt");
        }

        node.Step(input, now, outputs);
    }

    public ChangesReply Answer(ChangesRequest request) => node.Answer(request);

    public NodeStatus Status(Instant now) => node.Status(now);
}
