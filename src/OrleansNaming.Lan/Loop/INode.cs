using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Loop;

/// <summary>What the engine needs of a node. One thread at a time.</summary>
internal interface INode
{
    TimeSpan DueAt { get; }

    /// <summary>Whom a notice goes to where there is no multicast.</summary>
    IEnumerable<PeerAddress> Peers { get; }

    void Step(Input input, Instant now, List<Output> outputs);

    /// <summary>Answers a pull of a client or a person, which comes unsealed over the HTTP API.</summary>
    ChangesReply Answer(ChangesRequest request);

    NodeStatus Status(Instant now);
}
