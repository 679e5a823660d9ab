namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>LIKE: % stands for any text, _ for one character, \ before either for itself; letters of either case are different.</summary>
/// <param name="Operand">The text.</param>
/// <param name="Pattern">The pattern.</param>
internal sealed record PatternMatch(TrackExpression Operand, TrackExpression Pattern) : TrackExpression;
