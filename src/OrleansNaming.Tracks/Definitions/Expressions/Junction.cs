namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>AND or OR, with SQL's three values.</summary>
/// <param name="IsAnd">Which.</param>
/// <param name="Left">A condition.</param>
/// <param name="Right">A condition.</param>
internal sealed record Junction(bool IsAnd, TrackExpression Left, TrackExpression Right) : TrackExpression;
