using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Renew these; answer with BeatEnded or BeatFailed.</summary>
internal sealed record BeatTracks(IReadOnlyList<TrackToken> Tokens) : TrackOutput;
