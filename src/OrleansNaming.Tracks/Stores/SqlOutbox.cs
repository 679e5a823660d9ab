namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// E-mails to be sent, in the table <c>track_outbox</c>: queued inside a fenced transaction, so that a step that did not happen sends nothing, and one that did is not forgotten (row E30). Who sends
/// takes a mail by compare-and-set for a minute: one that dies in between leaves it to the next, with the same id.
/// </summary>
/// <param name="database">Where the table stands; migrated already.</param>
/// <param name="group">The group.</param>
internal sealed class SqlOutbox(TrackDatabase database, string group)
{
    public const int AttemptsMax = 5;

    private const string OneMail = "group_name = @g and id = @id and state = 'queued' and attempts = @seen";

    /// <summary>Queues a mail when the transaction commits; the same id again is the same mail.</summary>
    public SqlStatement Queue(TrackMail mail) => new(
        "insert into track_outbox (group_name, id, recipient, subject, body) values (@g, @id, @to, @subject, @body) on conflict do nothing",
        [("g", group), ("id", mail.Id), ("to", mail.To), ("subject", mail.Subject), ("body", mail.Body)]);

    /// <summary>Mails that nobody has taken, and how often each was tried.</summary>
    public async Task<IReadOnlyList<(TrackMail Mail, int Attempts)>> QueuedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ReadAsync(
            "select id, recipient, subject, body, attempts from track_outbox where group_name = @g and state = 'queued' and not_before_ms <= @now order by id limit @limit",
            [("g", group), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit)],
            row => (new TrackMail(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), row.GetInt32(4)),
            cancel),
        cancellationToken);

    /// <summary>Takes a mail until a time, for a try; false when another was faster.</summary>
    public Task<bool> TakeAsync(string id, int attempts, DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync("attempts = @seen + 1, not_before_ms = @until", id, attempts, [("until", until.ToUnixTimeMilliseconds())], cancellationToken);

    public Task<bool> SentAsync(string id, int attempts, CancellationToken cancellationToken) => ChangeAsync("state = 'sent', error = ''", id, attempts, [], cancellationToken);

    public Task<bool> FailedAsync(string id, int attempts, string error, DateTimeOffset until, CancellationToken cancellationToken) => ChangeAsync(
        "state = @state, error = @error, not_before_ms = @until",
        id,
        attempts,
        [("state", attempts >= AttemptsMax ? "dead" : "queued"), ("error", StoreText.Error(error)), ("until", until.ToUnixTimeMilliseconds())],
        cancellationToken);

    /// <summary>Forgets mails that were sent before a time: no step queues them again.</summary>
    /// <returns>How many; <paramref name="limit"/> when there may be more.</returns>
    public Task<int> ForgetSentAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.RunAsync(
        (session, cancel) => session.ExecuteAsync(
            """
            delete from track_outbox where group_name = @g and state = 'sent' and id in
              (select id from track_outbox where group_name = @g and state = 'sent' and not_before_ms < @before order by not_before_ms limit @limit)
            """,
            [("g", group), ("before", before.ToUnixTimeMilliseconds()), ("limit", limit)],
            cancel),
        cancellationToken);

    private async Task<bool> ChangeAsync(string change, string id, int seen, (string, object)[] values, CancellationToken cancellationToken) => await database.RunAsync(
        (session, cancel) => session.ExecuteAsync($"update track_outbox set {change} where {OneMail}", [("g", group), ("id", id), ("seen", seen), .. values], cancel), cancellationToken) == 1;
}
