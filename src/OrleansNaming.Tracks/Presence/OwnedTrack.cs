namespace OrleansNaming.Tracks.Presence;

/// <summary>A track that a server says it owns.</summary>
/// <param name="Track">The track.</param>
/// <param name="Epoch">Since which change of hands.</param>
internal readonly record struct OwnedTrack(string Track, ulong Epoch);
