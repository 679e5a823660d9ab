using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Triggers;

/// <summary>Which of a track's times have come (row E37). Of times that were missed, while nobody owned the track or ran at all, only the last counts.</summary>
internal static class DueTimes
{
    /// <summary>The last time of each trigger that has one, behind <paramref name="after"/> and not after <paramref name="now"/>.</summary>
    public static IEnumerable<(string Trigger, DateTimeOffset At)> Of(IReadOnlyList<TrackTrigger> triggers, DateTimeOffset after, DateTimeOffset now)
    {
        foreach (var trigger in triggers)
        {
            DateTimeOffset? last = trigger switch
            {
                AtTrigger at when at.Instant <= now => at.Instant,
                PeriodTrigger every => DateTimeOffset.UnixEpoch + ((now - DateTimeOffset.UnixEpoch).Ticks / every.Period.Ticks * every.Period),
                CalendarTrigger every => CronSchedule.Parse(every.Schedule, every.Zone).Schedule?.Last(after, now),
                _ => null,
            };
            if (last > after)
            {
                yield return (TrackPrinter.Print(trigger), last.Value);
            }
        }
    }
}
