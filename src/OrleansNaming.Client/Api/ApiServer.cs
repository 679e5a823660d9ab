namespace OrleansNaming.Api;

/// <summary>One owner as the answering node sees it.</summary>
internal sealed record ApiServer
{
    public required string Server { get; init; }

    /// <summary><c>unheard</c>, <c>alive</c>, <c>suspect</c>, <c>hidden</c> or <c>left</c>.</summary>
    public required string State { get; init; }

    /// <summary>The token of what the node holds; null before anything.</summary>
    public string? Stamp { get; init; }

    /// <summary>For people: the incarnation's last four digits and the version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether a higher stamp was heard of than is held.</summary>
    public bool Behind { get; init; }

    /// <summary>For how long a higher stamp has been known; null when none is.</summary>
    public double? BehindSeconds { get; init; }

    /// <summary>How long the held version took from the first word of it until it was shown here.</summary>
    public double? AppliedInSeconds { get; init; }

    public bool Stale { get; init; }

    /// <summary>In words: what its state means, and whether it is silent or the answering node is cut off.</summary>
    public string? Judgement { get; init; }

    /// <summary>How long ago its process was heard.</summary>
    public double SilenceSeconds { get; init; }

    /// <summary>Lines of its list.</summary>
    public int Entries { get; init; }

    /// <summary>The names that it offers: its own services; at most 16.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    public string? Address { get; init; }

    /// <summary>How the held version came: <c>inline</c>, <c>full</c>, <c>pull</c>, <c>peer</c>, <c>dump</c> or <c>own</c>.</summary>
    public string? LearntBy { get; init; }

    /// <summary>Its T.</summary>
    public double IntervalSeconds { get; init; }
}
