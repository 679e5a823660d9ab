using System.Globalization;

namespace OrleansNaming.Tracks.Language;

/// <summary>Dates and times as the language writes them: ISO 8601, always with a zone; a date alone is its midnight in UTC.</summary>
internal static class Instants
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out instant))
        {
            return true;
        }

        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "2026-12-01".Length;
        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Utc, out instant) && hasZone;
    }

    public static string Print(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return utc.ToString(utc.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }
}
