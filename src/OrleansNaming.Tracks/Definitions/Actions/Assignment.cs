using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>A column and its new value.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Of the column's type, or null.</param>
internal sealed record Assignment(string Column, TrackExpression Value);
