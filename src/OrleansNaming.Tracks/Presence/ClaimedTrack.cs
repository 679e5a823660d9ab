namespace OrleansNaming.Tracks.Presence;

/// <summary>A track that a server claims.</summary>
/// <param name="Track">The track.</param>
/// <param name="Counter">Own adverts left until it is owned: 2, then 1 (row E16).</param>
internal readonly record struct ClaimedTrack(string Track, int Counter);
