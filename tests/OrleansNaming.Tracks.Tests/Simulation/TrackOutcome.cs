namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>What came of one seed.</summary>
/// <param name="Plan">What it tried.</param>
/// <param name="World">As it was at the end.</param>
/// <param name="Broken">The promise that was broken; null when all held.</param>
internal sealed record TrackOutcome(TrackPlan Plan, TrackWorld World, Exception? Broken)
{
    public string? Checker => (Broken as TrackPromiseBroken)?.Checker ?? Broken?.GetType().Name;
}
