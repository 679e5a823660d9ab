using OrleansNaming.Tracks.Mastery;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>The group may work, or may not.</summary>
internal sealed record PhaseChanged(GroupPhase Phase, ServerId? Master) : TrackOutput;
