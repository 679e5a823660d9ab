using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Find records that are ready; answer with WorkFound.</summary>
internal sealed record SearchWork(TrackToken Token, int Limit) : TrackOutput;
