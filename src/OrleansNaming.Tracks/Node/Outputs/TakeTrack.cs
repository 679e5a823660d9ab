namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Take a track by compare-and-set; answer with TakeEnded, also when the outcome is unknown.</summary>
internal sealed record TakeTrack(string Track, ulong SeenEpoch) : TrackOutput;
