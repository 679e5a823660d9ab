namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>A value that is written out.</summary>
/// <param name="Value">A string, decimal, bool, DateTimeOffset in UTC or TimeSpan; null for null.</param>
internal sealed record Literal(object? Value) : TrackExpression;
