using System.Globalization;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Tests.Triggers;

/// <summary>Schedules by the calendar (row E37).</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [Row("E37")]
    [InlineData("0 8 * * 1-5", "UTC", "2026-11-21T20:00Z", "2026-11-20T08:00Z")] // a Saturday
    [InlineData("*/15 * * * *", "UTC", "2026-11-21T20:14:59Z", "2026-11-21T20:00Z")]
    [InlineData("30 6 1 JAN,JUL *", "UTC", "2026-11-21T20:00Z", "2026-07-01T06:30Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-11-21T20:00Z", "2024-02-29T00:00Z")]
    [InlineData("0 12 13 * FRI", "UTC", "2026-11-21T20:00Z", "2026-11-20T12:00Z")] // both days restricted: either counts
    [InlineData("0 9 * * 7", "UTC", "2026-11-21T20:00Z", "2026-11-15T09:00Z")]
    [InlineData("0 8 * * *", "Europe/Berlin", "2026-07-01T12:00Z", "2026-07-01T06:00Z")]
    [InlineData("0 8 * * *", "Europe/Berlin", "2026-12-01T12:00Z", "2026-12-01T07:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-29T01:30Z")] // spring leaves 02:30 out: 03:30 summer time
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T12:00Z", "2026-10-25T00:30Z")] // autumn has it twice: the first
    [InlineData("0 23 * * *", "Pacific/Auckland", "2026-11-21T11:00Z", "2026-11-21T10:00Z")]
    public void The_last_time_of_a_schedule(string schedule, string zone, string now, string expected) =>
        Assert.Equal(At(expected), CronSchedule.Parse(schedule, zone).Schedule!.Last(At("2020-01-01T00:00Z"), At(now)));

    [Fact]
    public void There_is_none_before_it_was_asked_for() =>
        Assert.Null(CronSchedule.Parse("0 8 * * *", "UTC").Schedule!.Last(At("2026-11-21T08:00Z"), At("2026-11-22T07:59Z")));

    [Fact]
    public void Each_time_comes_once_whenever_one_looks()
    {
        var schedule = CronSchedule.Parse("*/20 1-4 * * *", "Europe/Berlin").Schedule!;
        var seen = new HashSet<DateTimeOffset>();
        for (var now = At("2026-10-24T00:00Z"); now < At("2026-10-26T00:00Z"); now = now.AddMinutes(1))
        {
            if (schedule.Last(At("2026-10-24T00:00Z"), now) is { } last)
            {
                Assert.True(last <= now);
                seen.Add(last);
            }
        }

        Assert.Equal(8 + 12, seen.Count); // 24 October from 02:20, and the whole 25th, which has 02:00 to 03:00 twice
    }

    [Theory]
    [InlineData("* * * *", "UTC")]
    [InlineData("60 * * * *", "UTC")]
    [InlineData("5-1 * * * *", "UTC")]
    [InlineData("*/0 * * * *", "UTC")]
    [InlineData("* * 0 * *", "UTC")]
    [InlineData("* * * FOO *", "UTC")]
    [InlineData("* * * * 1-2-3", "UTC")]
    [InlineData("", "UTC")]
    [InlineData("* * * * *", "Europe/Nowhere")]
    public void What_is_no_schedule_is_refused(string schedule, string zone) => Assert.NotNull(CronSchedule.Parse(schedule, zone).Error);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
