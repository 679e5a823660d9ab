namespace OrleansNaming.Tracks.Definitions.Triggers;

/// <summary>By the calendar of a time zone.</summary>
/// <param name="Schedule">Five fields of cron: minute, hour, day of the month, month, day of the week.</param>
/// <param name="Zone">An IANA name, or UTC.</param>
internal sealed record CalendarTrigger(string Schedule, string Zone) : TrackTrigger;
