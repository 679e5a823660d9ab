namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>Where records come from; without connection and query, from posted contacts.</summary>
internal sealed record GraphSource(string Key, IReadOnlyList<GraphColumn> Columns, string? Connection = null, string? Query = null, string? Updates = null);
