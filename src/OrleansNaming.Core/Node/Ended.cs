namespace OrleansNaming.Node;

/// <summary>The node is finished: after a graceful leave, or because start failed (rule 2).</summary>
/// <param name="Failure">Null after a leave; else what was wrong and what to do.</param>
internal sealed record Ended(string? Failure) : Output;
