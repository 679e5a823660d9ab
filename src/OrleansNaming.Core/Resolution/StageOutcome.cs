namespace OrleansNaming.Resolution;

/// <summary>What one stage did to a set.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Kept">What went on to the next stage.</param>
/// <param name="Removed">What did not.</param>
internal sealed record StageOutcome(string Stage, InstanceSet Kept, InstanceSet Removed)
{
    /// <summary>Why each of <see cref="Removed"/> went, in its order.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>Whether it is a preference.</summary>
    public bool IsPreference { get; init; }

    /// <summary>Whether it would have removed all, and so removed none.</summary>
    public bool IsOverruled { get; init; }
}
