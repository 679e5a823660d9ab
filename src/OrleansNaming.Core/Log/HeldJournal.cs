namespace OrleansNaming.Log;

/// <summary>
/// What one holder of a server's place in a shared store knows of its <see cref="FencedJournal"/>: on Orleans an activation of the server's grain.
/// </summary>
/// <remarks>
/// There may be two holders for a while, each with what it read. The store's ETag decides between them, so a holder knows what is stored only as
/// long as its writes succeed: when one throws nobody knows the outcome, and when the ETag lost another holder was faster. Either way this one is in doubt:
/// it answers no write any more, and ends; the next one reads the truth. A writer that is ahead of what it
/// holds makes it read again first: only then can it tell whether the store went back in time, or another holder took the writes between (Orleans seed 129).
/// </remarks>
internal sealed class HeldJournal
{
    /// <summary>Immutable, and replaced only when a write is stored: a read never sees what is not durable.</summary>
    public FencedJournal Journal { get; private set; } = FencedJournal.Empty;

    /// <summary>Whether this holder must end.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>It was read from the store.</summary>
    public void Loaded(FencedJournal stored) => Journal = stored;

    /// <summary>Whether the store must be read before this write is judged.</summary>
    public bool MustReadFor(JournalWrite write) => !IsInDoubt && Journal.Judge(write) == JournalWriteOutcome.Behind;

    /// <summary>What must be stored before the write is answered; null when the outcome is the answer already.</summary>
    public FencedJournal? Begin(JournalWrite write, out JournalWriteOutcome outcome)
    {
        if (IsInDoubt)
        {
            outcome = JournalWriteOutcome.Unknown;
            return null;
        }

        var next = Journal.Take(write, out outcome);
        return next == Journal ? null : next;
    }

    /// <summary>The answer to a write whose state went to the store.</summary>
    public JournalWriteOutcome End(FencedJournal next, StoreResult result)
    {
        if (result == StoreResult.Stored)
        {
            Journal = next;
            return JournalWriteOutcome.Written;
        }

        IsInDoubt = true;
        return JournalWriteOutcome.Unknown;
    }
}
