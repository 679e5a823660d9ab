namespace OrleansNaming.Pull;

/// <summary>One owner's fetch: wanted, waiting for its jitter or back-off, or in flight. At most one an owner (single flight, rule 7).</summary>
internal sealed class Fetch(ServerId owner)
{
    public ServerId Owner { get; } = owner;

    /// <summary>Not before this time.</summary>
    public TimeSpan NotBefore { get; set; }

    /// <summary>The call under way, or 0.</summary>
    public long CallId { get; set; }

    /// <summary>What was asked; a reply is judged against it (rule 6).</summary>
    public Stamp Since { get; set; }

    /// <summary>Who was asked: the owner, or a peer.</summary>
    public ServerId Asked { get; set; }

    /// <summary>Whether the whole list is wanted, whatever is held.</summary>
    public bool Whole { get; set; }

    /// <summary>Failures in a row: time-outs, refusals, answers that led nowhere.</summary>
    public int Failures { get; set; }

    /// <summary>Replies in a row whose digest did not come out (rule 8).</summary>
    public int Mismatches { get; set; }

    public bool IsQuarantined => Mismatches >= 3;
}
