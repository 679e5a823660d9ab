namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>When a track gathers (row E37).</summary>
internal abstract record TrackTrigger;
