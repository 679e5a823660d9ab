namespace OrleansNaming.Tracks.Stores;

/// <summary>What administrators set for a group while its servers run, in the table <c>track_access</c>: rights, connections, hosts, each by its name.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlAccessStore(TrackDatabase database, string group)
{
    public const string Right = "right";
    public const string Connection = "connection";
    public const string Host = "host";

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<(string Kind, string Name, string Value)>> ReadAsync(CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select kind, name, value from track_access where group_name = @g order by name", [("g", group)], row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancel),
        cancellationToken);

    /// <summary>Keeps one in place of what has its name.</summary>
    public Task PutAsync(string kind, string name, string value, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            "insert into track_access (group_name, kind, name, value) values (@g, @k, @n, @v) on conflict (group_name, kind, name) do update set value = excluded.value",
            [("g", group), ("k", kind), ("n", StoreText.Key(name)), ("v", value)],
            cancel),
        cancellationToken);

    /// <returns>False when there was none.</returns>
    public async Task<bool> RemoveAsync(string kind, string name, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            "delete from track_access where group_name = @g and kind = @k and name = @n", [("g", group), ("k", kind), ("n", StoreText.Key(name))], cancel),
        cancellationToken) == 1;
}
