namespace OrleansNaming.Tracks.Definitions;

/// <summary>Where a track's records come from: a query, or the contacts that are posted to it.</summary>
/// <param name="Connection">A named connection; null for posted contacts.</param>
/// <param name="Query">One statement that reads; null for posted contacts. It may name the parameters @now, @due and @payload.</param>
/// <param name="Key">The column by which records are told apart.</param>
/// <param name="Updates">The table of the group's own database that SET writes to; null when the query's columns are only read.</param>
/// <param name="Columns">1 to <see cref="ColumnsMax"/>: what conditions and actions may name.</param>
internal sealed record TrackSource(string? Connection, string? Query, string Key, string? Updates, EquatableList<TrackColumn> Columns)
{
    public const int ColumnsMax = 256;

    public TrackColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
