using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Triggers;

/// <summary>
/// The triggers of a group's tracks in the table <c>track_trigger</c>, unique by (track, due): whoever notes one that is there changes nothing, so that each fires once, across fail-overs
/// too (Q14). One that fired before its owner died is gathered for again by the next owner, which changes nothing that was gathered.
/// </summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlTriggerStore(TrackDatabase database, string group)
{
    private const string QueryPrefix = "result of ";
    private const int DueLengthMax = 2_000;

    private readonly SqlFence _fence = new(database, group);

    /// <summary>Notes one; not fenced, since who notes it twice changes nothing.</summary>
    /// <returns>False when it was there.</returns>
    public async Task<bool> AddAsync(string track, string due, string payload, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            "insert into track_trigger (group_name, track, due, payload) values (@g, @t, @d, @p) on conflict do nothing", [.. Values(track, due), ("p", payload)], cancel),
        cancellationToken) == 1;

    /// <summary>Those that were not gathered for yet; none for whoever is fenced out.</summary>
    public async Task<IReadOnlyList<PendingTrigger>> PendingAsync(TrackToken token, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            $"select due, payload from track_trigger where group_name = @g and track = @t and is_done = 0 and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken}) order by due limit @limit",
            [.. SqlOwnershipStore.Values(group, token), ("limit", limit)],
            row => new PendingTrigger(row.GetString(0), row.GetString(1)),
            cancel),
        cancellationToken);

    /// <summary>It was gathered for.</summary>
    public async Task<bool> DoneAsync(TrackToken token, string due, CancellationToken cancellationToken)
    {
        await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
        if (fenced is null)
        {
            return false;
        }

        // The payload has done its duty; the row stays, by which a repetition is known.
        await database.Session(fenced.Connection, fenced.Transaction).ExecuteAsync(
            "update track_trigger set is_done = 1, payload = '' where group_name = @g and track = @t and due = @d", Values(token.Track, due), cancellationToken);
        await fenced.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The result that a query gave last; null before the first.</summary>
    public async Task<string?> ResultAsync(string track, string query, CancellationToken cancellationToken)
    {
        var found = await database.RunAsync(
            (session, cancel) => session.ReadAsync("select payload from track_trigger where group_name = @g and track = @t and due = @d", Values(track, QueryPrefix + query), row => row.GetString(0), cancel),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Notes a query's result and, with it or not at all, that it fires.</summary>
    public async Task<bool> ResultChangedAsync(TrackToken token, string query, string? before, string result, string? fires, CancellationToken cancellationToken)
    {
        await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
        if (fenced is null)
        {
            return false;
        }

        var session = database.Session(fenced.Connection, fenced.Transaction);
        var values = Values(token.Track, QueryPrefix + query);
        var changed = before is null
            ? await session.ExecuteAsync("insert into track_trigger (group_name, track, due, payload, is_done) values (@g, @t, @d, @p, 1) on conflict do nothing", [.. values, ("p", result)], cancellationToken)
            : await session.ExecuteAsync("update track_trigger set payload = @p where group_name = @g and track = @t and due = @d and payload = @b", [.. values, ("p", result), ("b", before)], cancellationToken);
        if (changed != 1)
        {
            return false;
        }

        if (fires is not null)
        {
            await session.ExecuteAsync("insert into track_trigger (group_name, track, due, payload) values (@g, @t, @d, '') on conflict do nothing", Values(token.Track, fires), cancellationToken);
        }

        await fenced.CommitAsync(cancellationToken);
        return true;
    }

    private (string Name, object Value)[] Values(string track, string due) => [("g", group), ("t", track), ("d", due.Length > DueLengthMax ? due[..DueLengthMax] : due)];
}
