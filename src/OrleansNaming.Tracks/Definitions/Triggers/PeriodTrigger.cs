namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>Again and again, counted from 1970-01-01T00:00Z, so that every server means the same instants.</summary>
/// <param name="Period">At least a second.</param>
internal sealed record PeriodTrigger(TimeSpan Period) : TrackTrigger;
