namespace OrleansNaming.Node;

/// <summary>A <see cref="Persist"/> failed, or its outcome is unknown: the node changes nothing that depends on it, refuses and re-writes its whole state.</summary>
internal sealed record PersistFailed(long Id, string Message) : Input;
