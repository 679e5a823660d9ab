using System.Globalization;

namespace OrleansNaming.Tracks.Triggers;

/// <summary>One field of a schedule: which numbers it means.</summary>
/// <param name="Low">The lowest that there is.</param>
/// <param name="Names">Words for the numbers, from <paramref name="Low"/> on; none for plain numbers.</param>
/// <param name="High">The highest that there is.</param>
internal sealed record CronField(int Low, int High, string[] Names)
{
    /// <summary>Bit i is set when i is meant; null when the text is no such field.</summary>
    public ulong? Parse(string text)
    {
        var meant = 0UL;
        foreach (var part in text.Split(','))
        {
            if (Part(part) is not { } bits)
            {
                return null;
            }

            meant |= bits;
        }

        return meant;
    }

    /// <summary><c>*</c>, <c>5</c>, <c>1-5</c>, and each with a step: <c>*/15</c>, <c>8-18/2</c>.</summary>
    private ulong? Part(string text)
    {
        var (range, step) = text.Split('/') is [var left, var right] ? (left, int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? every : 0) : (text, 1);
        var (first, last) = range == "*" ? (Low, High)
            : range.Split('-') is [var from, var to] ? (Number(from), Number(to))
            : (Number(range), step > 1 || text.Contains('/') ? High : Number(range));
        if (first < Low || last > High || first > last || step < 1)
        {
            return null;
        }

        var bits = 0UL;
        for (var number = first; number <= last; number += step)
        {
            bits |= 1UL << number;
        }

        return bits;
    }

    private int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? Low + index
        : -1;
}
