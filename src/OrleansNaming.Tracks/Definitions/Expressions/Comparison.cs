namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>Compares two values of one type.</summary>
/// <param name="Operator">How.</param>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
internal sealed record Comparison(ComparisonOperator Operator, TrackExpression Left, TrackExpression Right) : TrackExpression;
