namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>What the host of a <see cref="TrackNode"/> must do now, in order. What a call to the store comes to goes back to the node.</summary>
internal abstract record TrackOutput;
