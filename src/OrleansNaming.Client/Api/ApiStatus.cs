namespace OrleansNaming.Api;

/// <summary>The answering node at one moment.</summary>
internal sealed record ApiStatus
{
    public required string Cluster { get; init; }

    public required string Server { get; init; }

    /// <summary>The engine and why it was chosen.</summary>
    public required string Engine { get; init; }

    /// <summary><c>asking</c>, <c>joining</c>, <c>ready</c>, <c>superseded</c>, <c>leaving</c> or <c>ended</c>.</summary>
    public required string Phase { get; init; }

    public string? Stamp { get; init; }

    public bool Complete { get; init; }

    public bool Isolated { get; init; }

    /// <summary>In words: whether others are silent or this node is cut off.</summary>
    public string? Silence { get; init; }

    public double IntervalSeconds { get; init; }

    /// <summary>How many owners are in each state.</summary>
    public required IReadOnlyDictionary<string, int> Servers { get; init; }

    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    public ApiConvergence? Convergence { get; init; }

    /// <summary>Watches and followers that are connected to this node.</summary>
    public int Watchers { get; init; }
}
