using OrleansNaming.Log;

namespace OrleansNaming.Node;

/// <summary>
/// One write to a <see cref="FencedJournal"/> through a store that may lose a reply: the same write is sent until its outcome is known, and for
/// <see cref="GiveUpAfter"/> at most. Then the node is told that it failed: it writes its whole state anew before anything else, so that what may still have been
/// stored is outdone.
/// </summary>
internal sealed class WriteAttempts(Persist persist, JournalHead seen, TimeSpan startedAt)
{
    /// <summary>How long a caller waits at most for a store that does not answer.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(5);

    /// <summary>After this an attempt has no known outcome.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(400);

    public JournalWrite Write { get; } = new(persist.Epoch, persist.Id, persist.Replace, seen, persist.Bytes);

    /// <summary>How long to wait before the next attempt; doubles.</summary>
    public TimeSpan Pause { get; private set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What the node is told now; nothing: try again after <see cref="Pause"/>.</summary>
    /// <param name="outcome">Of the last attempt.</param>
    /// <param name="holder">Who has the store.</param>
    /// <param name="why">What the store said when nobody knows the outcome.</param>
    /// <param name="now">Monotonic.</param>
    public IReadOnlyList<Input> Judge(JournalWriteOutcome outcome, Epoch holder, string why, TimeSpan now)
    {
        switch (outcome)
        {
            case JournalWriteOutcome.Written:
                return [new Persisted(persist.Id)];
            case JournalWriteOutcome.Superseded:
                return [new StoreTaken(holder), new PersistFailed(persist.Id, "another process of this server has its storage")];
            case JournalWriteOutcome.Behind:
                return [new PersistFailed(persist.Id, "the storage is behind this process, as after a backup was put back")];
            default:
                Pause = Timing.Min(Pause * 2, PauseMax);
                return now - startedAt < GiveUpAfter ? [] : [new PersistFailed(persist.Id, why)];
        }
    }
}
