namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>A value that is worked out for each record. Null as in SQL: what is compared with null is null, and null is not true.</summary>
internal abstract record TrackExpression;
