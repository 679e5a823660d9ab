namespace OrleansNaming.Api;

/// <summary>How long the answering node's changes take until every node has them, and how far it is behind others.</summary>
internal sealed record ApiConvergence
{
    /// <summary>How many changes were measured; at most one a second is.</summary>
    public long Measured { get; init; }

    public ApiMeasuredChange? Last { get; init; }

    public ApiMeasuredChange? Longest { get; init; }

    /// <summary>The token of the change that some have not acknowledged yet; null when all have what was measured last.</summary>
    public string? Waiting { get; init; }

    public double WaitingSeconds { get; init; }

    /// <summary>Who has not; at most 16.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What a change takes at most under <see cref="Assumes"/>.</summary>
    public double BoundSeconds { get; init; }

    public required string Assumes { get; init; }

    /// <summary>The server whose list the answering node has been behind with for longest; null when all lists are the newest that it heard of.</summary>
    public string? BehindOf { get; init; }

    public double BehindSeconds { get; init; }
}
