namespace OrleansNaming;

/// <summary>One node in a <see cref="DrainReport"/>.</summary>
/// <param name="Server">Which.</param>
/// <param name="IsConfirmed">Whether it has confirmed, or need not: it said goodbye, or its death is proven.</param>
/// <param name="State">How its life is judged here.</param>
/// <param name="Followers">Followers and watchers that it told last, with its confirmation: they learn of the drain through it.</param>
/// <param name="Why">For people.</param>
public sealed record DrainedNode(ServerId Server, bool IsConfirmed, OwnerState State, int Followers, string Why);
