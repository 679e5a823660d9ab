namespace OrleansNaming;

/// <summary>What one stage of a resolve did.</summary>
/// <param name="Name"><c>liveness</c>, <c>tags</c>, <c>zone</c>, <c>scope</c>, <c>health</c>, <c>drain</c> or <c>nearest</c>.</param>
/// <param name="IsPreference">Whether it removes nothing where it would remove all.</param>
/// <param name="Before">Instances that came to it.</param>
/// <param name="Left">Instances that it left.</param>
/// <param name="IsOverruled">Whether it would have removed all, and so removed none.</param>
public sealed record ExplainedStage(string Name, bool IsPreference, int Before, int Left, bool IsOverruled);
