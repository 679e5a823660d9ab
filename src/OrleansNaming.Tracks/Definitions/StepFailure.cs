namespace OrleansNaming.Tracks.Definitions;

/// <summary>What becomes of an action that fails (row E3).</summary>
/// <param name="Tries">So often it is tried, with growing waits. 1 to <see cref="TriesMax"/>.</param>
/// <param name="Continues">Then: whether the next action is done; else the record is a dead letter.</param>
internal sealed record StepFailure(int Tries, bool Continues)
{
    public const int TriesMax = 100;

    /// <summary>Five tries, then the record is a dead letter.</summary>
    public static StepFailure Usual { get; } = new(5, Continues: false);
}
