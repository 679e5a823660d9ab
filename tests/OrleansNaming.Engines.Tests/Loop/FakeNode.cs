using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Loop;

/// <summary>A node that does what the test says.</summary>
internal sealed class FakeNode : INode
{
    public Action<Input, List<Output>> OnStep { get; set; } = static (_, _) => { };

    public TimeSpan DueAt => TimeSpan.MaxValue;

    public IEnumerable<PeerAddress> Peers => [];

    public void Step(Input input, Instant now, List<Output> outputs) => OnStep(input, outputs);

    public ChangesReply Answer(ChangesRequest request) => new(ChangesOutcome.Unknown, request.Server, default, null, [], TimeSpan.Zero);

    public NodeStatus Status(Instant now) => new(
        new ServerId("fake"), default, NodePhase.Ready, true, false, TimeSpan.FromSeconds(1), [], new Dictionary<string, long> { ["dropped.malformed"] = 3 });
}
