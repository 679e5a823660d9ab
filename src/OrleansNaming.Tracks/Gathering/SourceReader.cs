using System.Data.Common;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Asks a track's source for its records (rows E9, E38): reads only, for so long, so many rows.</summary>
/// <param name="connections">The named databases.</param>
internal sealed class SourceReader(TrackConnections connections)
{
    /// <summary>The records that the query finds now; of rows with one key the last.</summary>
    /// <param name="source">A query's source.</param>
    /// <param name="parameters">What <c>@now</c>, <c>@due</c> and <c>@payload</c> stand for.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="TrackSourceException">A declared column is missing, a value is of another type, or a key is null.</exception>
    public Task<IReadOnlyList<GatheredRecord>> ReadAsync(TrackSource source, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        int[]? places = null;
        return connections.QueryAsync(source.Connection!, source.Query!, parameters, row => Record(source, row, places ??= Places(source, row)), cancellationToken);
    }

    private static int[] Places(TrackSource source, DbDataReader row)
    {
        var names = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
        return [.. source.Columns.Where(column => !column.IsOwn).Select(column => names.FindIndex(name => name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place
            ? place : throw new TrackSourceException($"the query's result has no column '{column.Name}': it has {string.Join(", ", names)}"))];
    }

    private static GatheredRecord Record(TrackSource source, DbDataReader row, int[] places)
    {
        var values = new RecordValues(source);
        foreach (var (column, place) in source.Columns.Where(column => !column.IsOwn).Zip(places))
        {
            values[column.Name] = row.IsDBNull(place) ? null
                : ColumnText.FromProvider(row.GetValue(place), column.Type) ?? throw new TrackSourceException($"column '{column.Name}' has a {row.GetFieldType(place).Name}, which is no {column.Type}");
        }

        var key = ColumnText.Print(values[source.Key]);
        return StoreText.IsKey(key) ? new GatheredRecord(key, values.Print(isOwn: false)) : throw new TrackSourceException($"the key '{source.Key}' is null, empty, too long, or holds NUL");
    }
}
