namespace OrleansNaming.Tracks.Definitions;

/// <summary>Where a track's records come from: a query, the contacts that are posted to it, or the events of the directory.</summary>
/// <param name="Connection">A named connection; null for posted contacts.</param>
/// <param name="Query">One statement that reads; null for posted contacts, a <see cref="NamingQuery"/> for <see cref="Naming"/>. A statement may name the parameters @now, @due and @payload.</param>
/// <param name="Key">The column by which records are told apart.</param>
/// <param name="Updates">The table of the group's own database that SET writes to; null when the query's columns are only read. None that <see cref="IsKept"/>.</param>
/// <param name="Columns">1 to <see cref="ColumnsMax"/>: what conditions and actions may name.</param>
internal sealed record TrackSource(string? Connection, string? Query, string Key, string? Updates, EquatableList<TrackColumn> Columns)
{
    public const int ColumnsMax = 256;

    /// <summary>The connection that is the directory itself: its events are the records (row E40).</summary>
    public const string Naming = "naming";

    /// <summary>How the names of tables begin that no track may update.</summary>
    public static IReadOnlyList<string> KeptPrefixes { get; } = ["track_", "sqlite_", "pg_"];

    /// <summary>Whether records are brought, and no database is asked for them.</summary>
    public bool IsBrought => Query is null || IsNaming;

    public bool IsNaming => Connection == Naming;

    /// <summary>Whether a table is this product's own, which holds rights, owners and definitions, or the database's: who may write those may do everything. SQLite compares names without case.</summary>
    public static bool IsKept(string table) =>
        table.Equals("resource_token", StringComparison.OrdinalIgnoreCase) || KeptPrefixes.Any(prefix => table.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    public TrackColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
