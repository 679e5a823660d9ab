using System.Data.Common;

namespace OrleansNaming.Tracks.Stores;

/// <summary>The definitions of a group's decision tracks, all versions of each, in the table <c>track_definition</c>. A version without text says that the track is gone.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlDefinitionStore(TrackDatabase database, string group)
{
    /// <summary>The newest version of each track, gone ones included, by the tracks' bytes.</summary>
    public async Task<IReadOnlyList<StoredDefinition>> NewestAsync(CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            """
            select track, version, digest, text, saved_ms from track_definition d
            where group_name = @g and version = (select max(version) from track_definition n where n.group_name = @g and n.track = d.track) order by track
            """,
            [("g", group)],
            Read,
            cancel),
        cancellationToken);

    /// <summary>One version, while records may still be on it.</summary>
    public async Task<StoredDefinition?> FindAsync(string track, int version, CancellationToken cancellationToken)
    {
        var found = await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                "select track, version, digest, text, saved_ms from track_definition where group_name = @g and track = @t and version = @v",
                [("g", group), ("t", track), ("v", version)],
                Read,
                cancel),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Keeps a version.</summary>
    /// <returns>False when there is one of that number, by whomever.</returns>
    public async Task<bool> AddAsync(StoredDefinition definition, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            "insert into track_definition (group_name, track, version, digest, text, saved_ms) values (@g, @t, @v, @d, @text, @saved) on conflict do nothing",
            [("g", group), ("t", StoreText.Key(definition.Track)), ("v", definition.Version), ("d", definition.Digest), ("text", (object?)definition.Text ?? DBNull.Value), ("saved", definition.SavedMs)],
            cancel),
        cancellationToken) == 1;

    private static StoredDefinition Read(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4));
}
