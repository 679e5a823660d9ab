using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Stores;

/// <summary>
/// The records of work of a group's tracks, in the database that also says who owns each track. A record is ready, done, or dead. It leaves "ready" once, inside a
/// fenced transaction that also holds the application's effect: so the effect happens exactly once at what that transaction writes to, whoever works and however often.
/// </summary>
/// <remarks>A call that throws has an unknown outcome. Each may be repeated: none does its work twice.</remarks>
public interface IWorkStore
{
    /// <summary>The fence before each change of a record.</summary>
    IFencedSource Fence { get; }

    /// <summary>Keeps records that are not known yet, at most 10,000 a call. Not fenced: who keeps a record twice changes nothing.</summary>
    /// <returns>How many were new.</returns>
    Task<int> EnqueueAsync(string track, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken);

    /// <summary>Records that are ready, by the bytes of their keys.</summary>
    /// <param name="token">The owner's token; whoever is fenced out sees none.</param>
    /// <param name="now">The owner's own clock: records that wait for a later time are left out. It decides about retries only, never about ownership.</param>
    /// <param name="after">Only keys behind this one; null from the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<WorkRecord>> ReadyAsync(TrackToken token, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>One record that is ready, also while it waits for its next attempt; null when it is not, or the caller is fenced out.</summary>
    Task<WorkRecord?> FindAsync(TrackToken token, string record, CancellationToken cancellationToken);

    /// <summary>Completes a record, when the transaction commits.</summary>
    /// <param name="transaction">One of <see cref="Fence"/>, which the application's effect also goes through.</param>
    /// <param name="record">The record's key in the token's track.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when it is not ready: then the effect must not happen again.</returns>
    Task<bool> CompleteAsync(IFencedTransaction transaction, string record, CancellationToken cancellationToken);

    /// <summary>Notes that a record failed: it waits and is tried again, or is a dead letter.</summary>
    /// <param name="token">The owner's token.</param>
    /// <param name="record">The record as it was handed out; a failure that was noted before is not counted twice.</param>
    /// <param name="error">What went wrong; its first 2,000 characters are kept.</param>
    /// <param name="now">The owner's own clock.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<FailureOutcome> FailAsync(TrackToken token, WorkRecord record, string error, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Dead letters of a track, by the bytes of their keys, at most <paramref name="limit"/> behind <paramref name="after"/>.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string track, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Makes a dead letter ready again, with no failures.</summary>
    /// <returns>False when it is no dead letter.</returns>
    Task<bool> RetryAsync(string track, string record, CancellationToken cancellationToken);

    /// <summary>How many records a track has.</summary>
    Task<WorkCounts> CountAsync(string track, CancellationToken cancellationToken);

    /// <summary>Forgets up to <paramref name="limit"/> records that are done. A key that was forgotten is new work when it is enqueued again.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetDoneAsync(string track, int limit, CancellationToken cancellationToken);
}
