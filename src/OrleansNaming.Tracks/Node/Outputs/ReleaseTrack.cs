using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Give a track back in the store; no answer is needed, the lease ends it anyway.</summary>
internal sealed record ReleaseTrack(TrackToken Token) : TrackOutput;
