namespace OrleansNaming.Tracks.Stores;

/// <summary>Names that tracks want advertised, in the table <c>track_published</c>; what is wanted no more stays until somebody withdrew it.</summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlPublishedNames(TrackDatabase database, string group)
{
    public SqlStatement Publish(string name, string endpoint) => new(
        """
        insert into track_published (group_name, name, endpoint, is_wanted) values (@g, @n, @e, 1)
        on conflict (group_name, name) do update set endpoint = excluded.endpoint, is_wanted = 1
        """,
        [("g", group), ("n", name), ("e", endpoint)]);

    public SqlStatement Withdraw(string name) => new("update track_published set is_wanted = 0 where group_name = @g and name = @n", [("g", group), ("n", name)]);

    public async Task<IReadOnlyList<(string Name, string Endpoint, bool IsWanted)>> ReadAsync(int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select name, endpoint, is_wanted from track_published where group_name = @g order by name limit @limit",
            [("g", group), ("limit", limit)],
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2) == 1),
            cancel),
        cancellationToken);

    /// <summary>It is withdrawn: forget it, unless it is wanted again by now.</summary>
    public Task ForgetAsync(string name, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync("delete from track_published where group_name = @g and name = @n and is_wanted = 0", [("g", group), ("n", name)], cancel), cancellationToken);
}
