using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Loop;

/// <summary>What the engine needs of a node. One thread at a time.</summary>
internal interface INode
{
    DirectoryReplica Replica { get; }

    TimeSpan DueAt { get; }

    /// <summary>Whom a notice goes to where there is no multicast.</summary>
    IReadOnlyList<PeerAddress> Peers { get; }

    void Step(Input input, Instant now, List<Output> outputs);

    /// <summary>Answers a pull of a client or a person, which comes unsealed over the HTTP API.</summary>
    ChangesReply Serve(ChangesRequest request, Instant now);

    NodeStatus Status(Instant now);
}
