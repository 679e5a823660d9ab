namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>A column of the record.</summary>
/// <param name="Column">One of the source's.</param>
internal sealed record ColumnValue(string Column) : TrackExpression;
