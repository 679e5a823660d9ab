namespace OrleansNaming.Wire.Clients;

/// <summary>What a follower has of one owner: the node skips what is the same.</summary>
/// <param name="State">The owner and the stamp of its state.</param>
/// <param name="Digest">That state's digest.</param>
internal readonly record struct Held(Token State, Digest Digest);
