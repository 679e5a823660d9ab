using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Triggers;

/// <summary>Notes which triggers of an owned track fire now (row E37), and tells what is to be gathered for.</summary>
internal sealed class TriggerBoard(SqlTriggerStore store, TrackConnections connections, TimeProvider time)
{
    /// <summary>Triggers that are gathered for in one cycle; the rest waits for the next.</summary>
    private const int Batch = 100;

    private const int RowsSeenMax = 10_000;

    /// <summary>A time that fired stays known for as long as a server may take it for the last one, its clock being slow.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromDays(1);

    /// <summary>What to gather for now.</summary>
    /// <param name="token">The owner's.</param>
    /// <param name="definition">The track.</param>
    /// <param name="saved">When it was written: times before it count not.</param>
    /// <param name="isNewCycle">Whether it is time to try again what was tried in vain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<PendingTrigger>> DueAsync(TrackToken token, TrackDefinition definition, DateTimeOffset saved, bool isNewCycle, CancellationToken cancellationToken)
    {
        foreach (var (trigger, at) in DueTimes.Of(definition.Triggers, saved, time.GetUtcNow()))
        {
            var instant = Instants.Print(at);
            if (await store.AddAsync(token.Track, $"{trigger} {instant}", instant, atMs: 0, cancellationToken))
            {
                await store.ForgetTimesAsync(token.Track, trigger, at - ClockError, cancellationToken);
                await store.PassOverAsync(token.Track, trigger, at, cancellationToken);
            }
        }

        return await store.PendingAsync(token, Batch, isNewCycle, cancellationToken);
    }

    /// <summary>Asks a track's queries; one that cannot be asked keeps no other from its turn.</summary>
    /// <param name="token">The owner's.</param>
    /// <param name="definition">The track.</param>
    /// <param name="failed">Told why one could not be asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether one fires.</returns>
    public async Task<bool> AskAsync(TrackToken token, TrackDefinition definition, Action<string> failed, CancellationToken cancellationToken)
    {
        var fires = false;
        foreach (var query in definition.Triggers.OfType<QueryTrigger>())
        {
            try
            {
                fires |= await AskAsync(token, query, cancellationToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
            {
                failed(e.Message);
            }
        }

        return fires;
    }

    public Task<bool> DoneAsync(TrackToken token, PendingTrigger trigger, CancellationToken cancellationToken) => store.DoneAsync(token, trigger.Due, cancellationToken);

    /// <inheritdoc cref="SqlTriggerStore.FailedAsync"/>
    public Task<bool> FailedAsync(TrackToken token, PendingTrigger trigger, string why, bool isAbsent, CancellationToken cancellationToken) => store.FailedAsync(token, trigger, why, isAbsent, cancellationToken);

    /// <summary>Somebody says that it is time.</summary>
    /// <param name="track">One with a trigger of that name.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="id">The same again is the same.</param>
    /// <param name="payload">What the query may use as <c>@payload</c>, or the posted contacts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<bool> FireAsync(string track, string name, string id, string payload, CancellationToken cancellationToken) =>
        store.AddAsync(track, $"WHEN EXTERNAL {TrackPrinter.Quoted(name)} {id}", payload, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);

    /// <summary>Contacts came up, for a track that gathers them.</summary>
    /// <param name="track">Which.</param>
    /// <param name="batch">One of all batches, in order.</param>
    /// <param name="payload">A JSON array of at most <see cref="Stores.SqlRecordStore.Batch"/>.</param>
    /// <param name="at">When the first of them came up.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when too many wait already.</returns>
    public Task<bool> BringAsync(string track, string batch, string payload, DateTimeOffset at, CancellationToken cancellationToken) =>
        store.AddContactsAsync(track, batch, payload, at.ToUnixTimeMilliseconds(), cancellationToken);

    /// <summary>With ROWS: fires when there are some and were none. With CHANGES: when the result is another than before; the first is only noted.</summary>
    private async Task<bool> AskAsync(TrackToken token, QueryTrigger query, CancellationToken cancellationToken)
    {
        var name = TrackPrinter.Print(query);
        var rows = await connections.QueryAsync(query.Connection, query.Query, new Dictionary<string, object> { ["now"] = time.GetUtcNow() }, Text, cancellationToken);
        var result = rows.Count == 0 ? "none" : query.OnChange ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Take(RowsSeenMax))))) : "some";
        var before = await store.ResultAsync(token.Track, name, cancellationToken);
        if (before == result)
        {
            return false;
        }

        var fires = query.OnChange ? before is not null : result == "some";
        return await store.ResultChangedAsync(token, name, before, result, fires ? $"{name} {Instants.Print(time.GetUtcNow())}" : null, cancellationToken) && fires;
    }

    private static string Text(DbDataReader row) =>
        string.Join('\t', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "\0" : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture)));
}
