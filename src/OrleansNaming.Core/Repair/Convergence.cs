namespace OrleansNaming.Repair;

/// <summary>What the <see cref="ConvergenceMeter"/> shows at one moment.</summary>
/// <param name="Measured">How many changes were measured in this life.</param>
/// <param name="Last">The last of them; null before the first.</param>
/// <param name="Longest">The one that took longest.</param>
/// <param name="Waiting">The stamp of the change that is being measured; none when all have what was measured last.</param>
/// <param name="For">How long it has been under way.</param>
/// <param name="Missing">Who has not acknowledged it, in order.</param>
/// <param name="Bound">What a change takes at most, as long as at most one of its messages to a node is lost and a round trip is short beside T.</param>
internal sealed record Convergence(
    long Measured, MeasuredChange? Last, MeasuredChange? Longest, Stamp Waiting, TimeSpan For, IReadOnlyList<ServerId> Missing, TimeSpan Bound)
{
    public static Convergence None { get; } = new(0, null, null, default, TimeSpan.Zero, [], TimeSpan.Zero);
}
