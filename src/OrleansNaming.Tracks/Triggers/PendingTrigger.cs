namespace OrleansNaming.Tracks.Triggers;

/// <summary>Something that a track has to gather for.</summary>
/// <param name="Due">What it is, unique in the track.</param>
/// <param name="Payload">What came with it.</param>
/// <param name="AtMs">When it came from outside, in milliseconds since 1970; 0 for a time or a query's result.</param>
/// <param name="Attempts">How often it was gathered for in vain.</param>
internal readonly record struct PendingTrigger(string Due, string Payload, long AtMs, int Attempts = 0);
