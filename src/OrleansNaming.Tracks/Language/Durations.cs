using System.Globalization;

namespace OrleansNaming.Tracks.Language;

/// <summary>Lengths of time as the language writes them: <c>1 day 2 hours</c>.</summary>
internal static class Durations
{
    public static readonly TimeSpan Max = TimeSpan.FromDays(36_500);

    private static readonly (string Word, TimeSpan Length)[] Units =
    [
        ("week", TimeSpan.FromDays(7)), ("day", TimeSpan.FromDays(1)), ("hour", TimeSpan.FromHours(1)), ("minute", TimeSpan.FromMinutes(1)), ("second", TimeSpan.FromSeconds(1)),
        ("millisecond", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>The length of a unit, written in singular or plural; null when the word is none.</summary>
    public static TimeSpan? UnitOf(string word)
    {
        foreach (var (unit, length) in Units)
        {
            if (word.StartsWith(unit, StringComparison.OrdinalIgnoreCase) && (word.Length == unit.Length || (word.Length == unit.Length + 1 && word[^1] is 's' or 'S')))
            {
                return length;
            }
        }

        return null;
    }

    /// <summary>Whole milliseconds, of which a duration consists here.</summary>
    public static string Print(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0 seconds";
        }

        var parts = new List<string>();
        foreach (var (unit, length) in Units.Skip(1))
        {
            var count = duration.Ticks / length.Ticks;
            duration -= count * length;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}"));
            }
        }

        return string.Join(' ', parts);
    }
}
