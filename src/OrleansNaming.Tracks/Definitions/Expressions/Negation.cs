namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>NOT; null stays null.</summary>
/// <param name="Operand">A condition.</param>
internal sealed record Negation(TrackExpression Operand) : TrackExpression;
