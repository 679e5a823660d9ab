namespace OrleansNaming.Api;

/// <summary>One line of the substitution table.</summary>
internal sealed record ApiNeighbour
{
    public required string Server { get; init; }

    public required string Name { get; init; }

    public required string Instance { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Port { get; init; }

    /// <summary>The shared address, <c>host:port</c>; null when none is stated.</summary>
    public string? Cluster { get; init; }

    /// <summary>The replica's own address; told to members and operators only.</summary>
    public string? Dedicated { get; init; }

    /// <summary><c>reachable</c>, <c>stale</c> or <c>gone</c>.</summary>
    public required string State { get; init; }

    public bool Guest { get; init; }
}
