namespace OrleansNaming;

/// <summary>One line of a name in an <see cref="Explanation"/>.</summary>
public sealed record ExplainedInstance
{
    /// <summary>The instance's id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Whose list it stands in.</summary>
    public required ServerId Owner { get; init; }

    /// <summary>The version that made it what it is; of a line that is not live, what is held of its owner.</summary>
    public required Token Stamp { get; init; }

    /// <summary>The stage that removed it, or null: it is in the answer.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>Why, for people; null when it was not removed.</summary>
    public string? Why { get; init; }

    /// <summary>How the version came: <c>own</c>, <c>inline</c>, <c>full</c>, <c>pull</c>, <c>peer</c>, <c>dump</c> or <c>follow</c>; null when that is longer ago than this node remembers.</summary>
    public string? Learnt { get; init; }

    /// <summary>The peer that it came from, where that was not its owner.</summary>
    public ServerId? Via { get; init; }

    /// <summary>How long ago it was learnt; null as <see cref="Learnt"/>.</summary>
    public TimeSpan? LearntAgo { get; init; }

    /// <summary>How its owner's life is judged; null where that is not known: a follower does not judge.</summary>
    public OwnerState? OwnerState { get; init; }

    /// <summary>How long ago its owner's process was heard; null as <see cref="OwnerState"/>.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Whether its owner has not been heard lately, or has a later life whose list is not here.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether a higher version of its owner was heard of than is held.</summary>
    public bool IsBehind { get; init; }

    /// <summary>For a guest: how many times it was registered or handed on; above 1 it moved or was adopted (design rule 14). 0 for a server's own service.</summary>
    public int Hold { get; init; }
}
