namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>A promise of work tracks did not hold.</summary>
/// <param name="checker">Who saw it.</param>
/// <param name="what">What was seen, with the numbers.</param>
internal sealed class TrackPromiseBroken(string checker, string what) : Exception($"{checker}: {what}")
{
    public string Checker { get; } = checker;
}
