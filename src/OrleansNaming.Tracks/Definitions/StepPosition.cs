namespace OrleansNaming.Tracks.Definitions;

/// <summary>Where a step's box stands in a drawing.</summary>
/// <param name="X">From the left, 0 to <see cref="Max"/>.</param>
/// <param name="Y">From the top, 0 to <see cref="Max"/>.</param>
internal sealed record StepPosition(int X, int Y)
{
    public const int Max = 1_000_000;
}
