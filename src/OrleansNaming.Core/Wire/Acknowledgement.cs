namespace OrleansNaming.Wire;

/// <summary>"I have applied everything of yours up to this stamp" (rule 13): cumulative, unicast to the owner.</summary>
internal sealed record Acknowledgement(Stamp Stamp) : Message
{
    /// <summary>Followers and watchers of the sender, for the report of a drain.</summary>
    public int Followers { get; init; }

    /// <summary>How long clients of the sender's faces may hold an answer, in milliseconds.</summary>
    public int TtlMilliseconds { get; init; }
}
