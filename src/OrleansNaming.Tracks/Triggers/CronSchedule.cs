namespace OrleansNaming.Tracks.Triggers;

/// <summary>
/// A schedule of five fields, as cron has them (crontab(5)): minute, hour, day of the month, month, day of the week; where both days are restricted, either counts. By the wall clock of a time zone: a time
/// that spring leaves out comes an hour later, one that autumn has twice comes once, the first time.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly CronField[] Fields =
    [
        new(0, 59, []), new(0, 23, []), new(1, 31, []), new(1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new(0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ];

    private readonly ulong[] _meant;
    private readonly bool _anyDayCounts;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(ulong[] meant, bool anyDayCounts, TimeZoneInfo zone) => (_meant, _anyDayCounts, _zone) = (meant, anyDayCounts, zone);

    /// <summary>Reads a schedule.</summary>
    /// <returns>Null, and why, when it is none.</returns>
    public static (CronSchedule? Schedule, string? Error) Parse(string text, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return (null, $"this server knows no time zone '{zone}': write UTC, or a name such as Europe/Berlin");
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Fields.Length)
        {
            return (null, $"'{text}' has {words.Length} fields, and a schedule five: minute, hour, day of the month, month, day of the week");
        }

        var meant = new ulong[Fields.Length];
        for (var i = 0; i < Fields.Length; i++)
        {
            if (Fields[i].Parse(words[i]) is not { } bits)
            {
                return (null, $"'{words[i]}' is no field {i + 1} of a schedule: numbers from {Fields[i].Low} to {Fields[i].High}, as in 5, 1-5, */15 or 8-18/2, with commas between");
            }

            meant[i] = bits;
        }

        meant[4] |= meant[4] >> 7; // Sunday is 0 and 7
        return (new CronSchedule(meant, !words[2].StartsWith('*') && !words[4].StartsWith('*'), found), null);
    }

    /// <summary>The last time that is not after <paramref name="now"/>; null when there is none after <paramref name="after"/>.</summary>
    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset now)
    {
        var oldest = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, _zone).DateTime).AddDays(-1);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, _zone).DateTime); day >= oldest; day = day.AddDays(-1))
        {
            if (IsDay(day) && LastOf(day, now) is { } time)
            {
                return time > after ? time : null;
            }
        }

        return null;
    }

    private DateTimeOffset? LastOf(DateOnly day, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (Has(0, minute % 60) && Has(1, minute / 60) && InstantOf(day.ToDateTime(new TimeOnly(minute / 60, minute % 60))) is var instant && instant <= now && (last is null || instant > last))
            {
                last = instant;
            }
        }

        return last;
    }

    private bool IsDay(DateOnly day)
    {
        var (ofMonth, ofWeek) = (Has(2, day.Day), Has(4, (int)day.DayOfWeek));
        return Has(3, day.Month) && (_anyDayCounts ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private DateTimeOffset InstantOf(DateTime wall)
    {
        var offset = _zone.IsInvalidTime(wall) ? _zone.GetUtcOffset(wall.AddDays(-1))
            : _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max()
            : _zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    private bool Has(int field, int number) => (_meant[field] & (1UL << number)) != 0;
}
