namespace OrleansNaming.Wire.Clients;

/// <summary>What one owner's list came to, and how the node shows it. The follower checks the same digest that nodes check.</summary>
/// <param name="State">The owner and the stamp of its state; also without a delta.</param>
/// <param name="IsShown">Whether its own services are resolved.</param>
/// <param name="AreGuestsShown">Whether the guests that it holds are resolved.</param>
/// <param name="IsStale">Whether it was not heard lately.</param>
/// <param name="Inherits">With a full list: the ancestors that it contains.</param>
/// <param name="Delta">What changed; without a base the full list; null when only the way of showing changed.</param>
internal sealed record FollowOwner(
    Token State, bool IsShown, bool AreGuestsShown, bool IsStale, IReadOnlyList<Stamp> Inherits, Delta? Delta) : FollowWord;
