namespace OrleansNaming.Wire;

/// <summary>What a node holds of one owner.</summary>
/// <param name="Server">The owner.</param>
/// <param name="Stamp">The state that it holds, or the floor if it holds none.</param>
/// <param name="Digest">That state's digest.</param>
/// <param name="State">How the holder judges the owner's life: only its word.</param>
/// <param name="Silence">How long ago the holder heard a sequence that the owner's process issued.</param>
/// <param name="Sequence">The last such sequence.</param>
/// <param name="Address">The pinned address, or null if it has none.</param>
internal sealed record Holding(
    ServerId Server, Stamp Stamp, Digest Digest, OwnerState State, TimeSpan Silence, ulong Sequence, PeerAddress? Address);
