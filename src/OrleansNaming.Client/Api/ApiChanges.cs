namespace OrleansNaming.Api;

/// <summary>What an owner's list changed since a version (row B6).</summary>
internal sealed record ApiChanges
{
    /// <summary><c>delta</c> or <c>snapshot</c>.</summary>
    public required string Kind { get; init; }

    public required string Server { get; init; }

    public required string Boot { get; init; }

    public required ulong Incarnation { get; init; }

    public required ulong Version { get; init; }

    /// <summary>With a delta: the version that it starts from.</summary>
    public ulong? Since { get; init; }

    /// <summary><c>serving</c>, <c>draining</c> or <c>left</c>.</summary>
    public required string Status { get; init; }

    public required string Digest { get; init; }

    public required IReadOnlyList<ApiEntry> Puts { get; init; }

    public IReadOnlyList<ApiEntryKey>? Removes { get; init; }

    /// <summary>With a snapshot: the last stamps of earlier lives that it contains.</summary>
    public IReadOnlyList<string>? Inherits { get; init; }

    public double IntervalSeconds { get; init; }
}
