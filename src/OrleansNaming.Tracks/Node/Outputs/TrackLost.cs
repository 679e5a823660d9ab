using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>It does no longer, and must stop at once.</summary>
internal sealed record TrackLost(TrackToken Token, string Why) : TrackOutput;
