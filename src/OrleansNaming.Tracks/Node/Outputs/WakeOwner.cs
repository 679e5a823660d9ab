using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Tell the owner of a track that there is new work in it.</summary>
internal sealed record WakeOwner(Holder Owner, string Track) : TrackOutput;
