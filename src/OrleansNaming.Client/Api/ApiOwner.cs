namespace OrleansNaming.Api;

/// <summary>
/// What one owner's list came to, and how the node shows it. The delta is in Core's wire encoding, so that the follower checks the
/// same digest that nodes check.
/// </summary>
internal sealed record ApiOwner
{
    public required string Server { get; init; }

    /// <summary>Whether its own services are resolved.</summary>
    public bool Shown { get; set; } = true;

    /// <summary>Whether the guests that it holds are resolved.</summary>
    public bool Guests { get; set; } = true;

    public bool Stale { get; init; }

    /// <summary>With a full list: the tokens of the ancestors that it contains.</summary>
    public IReadOnlyList<string>? Inherits { get; init; }

    /// <summary>The state, as a token; also without <see cref="Delta"/>.</summary>
    public required string Stamp { get; init; }

    /// <summary>The bytes of the delta; base 0 is a full list; null when only the way of showing changed.</summary>
    public byte[]? Delta { get; init; }
}
