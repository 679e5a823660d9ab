namespace OrleansNaming.Resolution;

/// <summary>What one stage did to a set.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Kept">What went on to the next stage.</param>
/// <param name="Removed">What did not.</param>
internal sealed record StageOutcome(string Stage, InstanceSet Kept, InstanceSet Removed);
