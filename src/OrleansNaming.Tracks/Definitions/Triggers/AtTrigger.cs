namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>Once.</summary>
/// <param name="Instant">When.</param>
internal sealed record AtTrigger(DateTimeOffset Instant) : TrackTrigger;
