namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>BETWEEN two values, both included.</summary>
/// <param name="Operand">What is looked at.</param>
/// <param name="Low">The lowest that is in.</param>
/// <param name="High">The highest that is in.</param>
internal sealed record Between(TrackExpression Operand, TrackExpression Low, TrackExpression High) : TrackExpression;
