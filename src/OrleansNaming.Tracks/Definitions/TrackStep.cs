using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Definitions;

/// <summary>One step: a condition, what is done when it is met, and where the record goes then.</summary>
/// <param name="Name">Unique in its track.</param>
/// <param name="Position">Where it stands in a drawing; null when nobody drew it.</param>
/// <param name="Condition">Met only when true, not when null; no condition is always met.</param>
/// <param name="Actions">Done in order; 0 to <see cref="ActionsMax"/>.</param>
/// <param name="Failure">What becomes of an action that fails.</param>
/// <param name="OnTrue">Where the record goes after the actions.</param>
/// <param name="OnFalse">Where it goes when the condition is not met.</param>
internal sealed record TrackStep(
    string Name, StepPosition? Position, TrackExpression? Condition, EquatableList<TrackAction> Actions, StepFailure Failure, Continuation OnTrue, Continuation OnFalse)
{
    public const int ActionsMax = 32;
}
