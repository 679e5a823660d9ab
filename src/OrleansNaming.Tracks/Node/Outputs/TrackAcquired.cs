using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>This server owns the track now.</summary>
internal sealed record TrackAcquired(TrackToken Token) : TrackOutput;
