using OrleansNaming.Replica;

namespace OrleansNaming.Node;

/// <summary>STUB: the protocol, composed. A function of (state, input, now) to outputs, in order.</summary>
internal sealed class NamingNode(NodeOptions options)
{
    public NodeOptions Options { get; } = options;

    public DirectoryReplica Replica { get; } = new();

    public NodePhase Phase => throw new NotImplementedException();

    /// <summary>When the next <see cref="Ticked"/> is wanted, on the monotonic clock.</summary>
    public TimeSpan DueAt => throw new NotImplementedException();

    /// <summary>Takes one input; appends what the host must do, in order.</summary>
    public void Step(Input input, Instant now, List<Output> outputs) => throw new NotImplementedException();

    public NodeStatus Status(Instant now) => throw new NotImplementedException();
}
