namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>IS NULL; never null itself.</summary>
/// <param name="Operand">What is looked at.</param>
internal sealed record NullTest(TrackExpression Operand) : TrackExpression;
