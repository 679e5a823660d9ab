namespace OrleansNaming.Tracks.Ownership;

/// <summary>
/// A fencing token: who may work on a track, and since which change of hands. Unique, and ordered by epoch (invariants T1, T2): a resource that refuses an epoch
/// below the highest that it accepted cannot be written by a former owner (Kleppmann, "How to do distributed locking", 2016).
/// </summary>
/// <param name="Track">The track.</param>
/// <param name="Epoch">Rises by one with each change of hands; from 1.</param>
/// <param name="Holder">Who got it.</param>
public readonly record struct TrackToken(string Track, ulong Epoch, Holder Holder);
