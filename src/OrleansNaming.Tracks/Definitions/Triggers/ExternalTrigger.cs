namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>When somebody says so: a POST to the track's API.</summary>
/// <param name="Name">What they call it.</param>
internal sealed record ExternalTrigger(string Name) : TrackTrigger;
