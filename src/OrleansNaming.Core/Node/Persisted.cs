namespace OrleansNaming.Node;

/// <summary>A <see cref="Persist"/> is durable.</summary>
internal sealed record Persisted(long Id) : Input;
