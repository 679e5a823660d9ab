namespace OrleansNaming.Lan.Loop;

/// <summary>How an engine ended.</summary>
/// <param name="Failure">Null after a leave; else what was wrong and what to do.</param>
/// <param name="Cause">The exception that ended the loop; null when the node ended by its own decision.</param>
internal sealed record EngineEnd(string? Failure, Exception? Cause);
