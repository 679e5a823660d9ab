using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Language;
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
    private const string FiredByQueryPrefix = "WHEN QUERY ";
    private const string ContactsPrefix = "CONTACTS ";
    private const string ContactsEnd = "CONTACTS!"; // the text behind all that begin so
    private const int DueLengthMax = 2_000;

    /// <summary>Batches of contacts that wait for a track's owner; further ones are refused, and wait where they came up.</summary>
    public const int ContactBatchesMax = 1_000;

    /// <summary>Tries to gather for what came from outside, at most: what it brings may be what is wrong.</summary>
    public const int TriesMax = 5;

    // The times of one trigger before one. A date follows, and not the rest of a longer period: "EVERY 1 hour" also begins "EVERY 1 hour 10 minutes".
    private const string TimesBefore = "group_name = @g and track = @t and due >= @from and due < @d and substr(due, @dash, 1) = '-'";

    private readonly SqlFence _fence = new(database, group);

    /// <summary>Notes one; not fenced, since who notes it twice changes nothing.</summary>
    /// <returns>False when it was there.</returns>
    public async Task<bool> AddAsync(string track, string due, string payload, long atMs, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            "insert into track_trigger (group_name, track, due, payload, at_ms) values (@g, @t, @d, @p, @at) on conflict do nothing", [.. Values(track, due), ("p", payload), ("at", atMs)], cancel),
        cancellationToken) == 1;

    /// <summary>Notes a batch of contacts, which goes when it was gathered for: its records are known by their keys.</summary>
    /// <param name="track">Whose.</param>
    /// <param name="batch">One of all batches; the order of their texts is the order in which they are gathered.</param>
    /// <param name="payload">A JSON array.</param>
    /// <param name="atMs">When the first of them came up.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when <see cref="ContactBatchesMax"/> wait already.</returns>
    public async Task<bool> AddContactsAsync(string track, string batch, string payload, long atMs, CancellationToken cancellationToken)
    {
        var waiting = await database.RunAsync(
            (session, cancel) => session.ReadAsync(
                "select count(*) from track_trigger where group_name = @g and track = @t and is_done = 0 and due >= @from and due < @to",
                [("g", group), ("t", track), ("from", ContactsPrefix), ("to", ContactsEnd)], row => row.GetInt64(0), cancel),
            cancellationToken);
        if (waiting[0] >= ContactBatchesMax)
        {
            return false;
        }

        await AddAsync(track, ContactsPrefix + batch, payload, atMs, cancellationToken); // one that is there already was written by a try whose answer was lost
        return true;
    }

    /// <summary>Those that were not gathered for yet, and those last that were so in vain; none for whoever is fenced out.</summary>
    /// <param name="token">The owner's.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="isAgain">Whether it is time to try again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<PendingTrigger>> PendingAsync(TrackToken token, int limit, bool isAgain, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            $"""
            select due, payload, at_ms, attempts from track_trigger
            where group_name = @g and track = @t and is_done = 0 and attempts <= @most and exists (select 1 from track_owner where {SqlOwnershipStore.HasToken})
            order by attempts, due limit @limit
            """,
            [.. SqlOwnershipStore.Values(group, token), ("limit", limit), ("most", isAgain ? int.MaxValue : 0)],
            row => new PendingTrigger(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3)),
            cancel),
        cancellationToken);

    /// <summary>
    /// It was gathered for in vain: it goes behind the others. What came from outside is given up with the last of <see cref="TriesMax"/> tries; its row then says why. A time waits for as long as its source
    /// is wrong, or until its trigger's next time takes its place.
    /// </summary>
    /// <param name="token">The owner's.</param>
    /// <param name="trigger">As it was found.</param>
    /// <param name="why">What went wrong.</param>
    /// <param name="isAbsent">Whether a database was not there, which is nothing that the trigger could be given up for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was given up.</returns>
    public async Task<bool> FailedAsync(TrackToken token, PendingTrigger trigger, string why, bool isAbsent, CancellationToken cancellationToken)
    {
        await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
        if (fenced is null)
        {
            return false;
        }

        var attempts = isAbsent ? Math.Min(trigger.Attempts + 1, TriesMax - 1) : trigger.Attempts + 1;
        var isLast = trigger.AtMs > 0 && attempts >= TriesMax;
        await database.Session(fenced.Connection, fenced.Transaction).ExecuteAsync(
            $"update track_trigger set attempts = @n, error = @why{(isLast ? ", is_done = 1, payload = ''" : "")} where group_name = @g and track = @t and due = @d and is_done = 0",
            [.. Values(token.Track, trigger.Due), ("n", attempts), ("why", StoreText.Error(why))],
            cancellationToken);
        await fenced.CommitAsync(cancellationToken);
        return isLast;
    }

    /// <summary>It was gathered for.</summary>
    public async Task<bool> DoneAsync(TrackToken token, string due, CancellationToken cancellationToken)
    {
        await using var fenced = await _fence.TryBeginAsync(token, cancellationToken);
        if (fenced is null)
        {
            return false;
        }

        // The payload has done its duty; the row stays, by which a repetition is known. Contacts are known by their records, and results by the row of the last one.
        var isKnown = due.StartsWith(ContactsPrefix, StringComparison.Ordinal) || due.StartsWith(FiredByQueryPrefix, StringComparison.Ordinal);
        await database.Session(fenced.Connection, fenced.Transaction).ExecuteAsync(
            (isKnown ? "delete from track_trigger" : "update track_trigger set is_done = 1, payload = '', error = ''") + " where group_name = @g and track = @t and due = @d",
            Values(token.Track, due), cancellationToken);
        await fenced.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Forgets the times at which a trigger fired before one: only its last time is ever due again.</summary>
    /// <param name="track">The track.</param>
    /// <param name="trigger">The trigger as it is printed.</param>
    /// <param name="before">Long enough ago for clocks that are slow.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task ForgetTimesAsync(string track, string trigger, DateTimeOffset before, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            $"delete from track_trigger where is_done = 1 and {TimesBefore}", Times(track, trigger, before), cancel),
        cancellationToken);

    /// <summary>A trigger's next time has come: those before it that were gathered for in vain are so no more, as if they had been missed.</summary>
    public Task PassOverAsync(string track, string trigger, DateTimeOffset next, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync($"update track_trigger set is_done = 1, payload = '' where is_done = 0 and attempts > 0 and {TimesBefore}", Times(track, trigger, next), cancel),
        cancellationToken);

    /// <summary>Forgets events that came before a time and were gathered for. One of the same id that comes after that is another.</summary>
    /// <returns>How many; <paramref name="limit"/> when there may be more.</returns>
    public Task<int> ForgetEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            """
            delete from track_trigger where group_name = @g and is_done = 1 and (track, due) in
              (select track, due from track_trigger where group_name = @g and is_done = 1 and at_ms > 0 and at_ms < @before order by at_ms limit @limit)
            """,
            [("g", group), ("before", before.ToUnixTimeMilliseconds()), ("limit", limit)],
            cancel),
        cancellationToken);

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

    private (string Name, object Value)[] Times(string track, string trigger, DateTimeOffset before) =>
        [.. Values(track, $"{trigger} {Instants.Print(before)}"), ("from", trigger + " "), ("dash", $"{trigger} 2026-".Length)];

    private (string Name, object Value)[] Values(string track, string due) => [("g", group), ("t", track), ("d", due.Length > DueLengthMax ? due[..DueLengthMax] : due)];
}
