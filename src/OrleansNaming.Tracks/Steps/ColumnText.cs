using System.Globalization;
using System.Text.Json;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Steps;

/// <summary>Values of columns as text and as JSON; times in ISO 8601, durations in milliseconds.</summary>
internal static class ColumnText
{
    /// <summary>As templates, keys and mails show it; null is nothing.</summary>
    public static string Print(object? value) => value switch
    {
        null => "",
        true => "true",
        false => "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        DateTimeOffset instant => Instants.Print(instant),
        TimeSpan duration => ((long)duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    public static bool TryRead(JsonElement element, TrackType type, out object? value)
    {
        value = element.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False when type == TrackType.Boolean => element.GetBoolean(),
            JsonValueKind.Number when type == TrackType.Number && element.TryGetDecimal(out var number) => number,
            JsonValueKind.Number when type == TrackType.Duration && element.TryGetInt64(out var ms) => Milliseconds(ms),
            JsonValueKind.String when TryText(element, out var text) => FromText(text, type),
            _ => null,
        };
        return value is not null || element.ValueKind == JsonValueKind.Null;
    }

    /// <summary>A value of what a database's provider gave.</summary>
    /// <returns>Null when it is of no such type.</returns>
    public static object? FromProvider(object value, TrackType type) => (type, value) switch
    {
        (TrackType.Boolean, bool) or (TrackType.Duration, TimeSpan) => value,
        (TrackType.Boolean, long or int or short or byte) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        (TrackType.Number, decimal or long or int or short or byte or ulong or uint) => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        (TrackType.Number, double or float) => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real && Math.Abs(real) < 7e27 ? (decimal)real : null,
        (TrackType.Time, DateTimeOffset instant) => instant.ToUniversalTime(),
        (TrackType.Time, DateTime { Kind: DateTimeKind.Unspecified } time) => new DateTimeOffset(time, TimeSpan.Zero),
        (TrackType.Time, DateTime time) => new DateTimeOffset(time.ToUniversalTime()),
        (TrackType.Duration, long ms) => Milliseconds(ms),
        (_, string text) => FromText(text, type),
        (TrackType.Text, Guid id) => id.ToString(),
        (TrackType.Text, bool or decimal or long or int or short or double or float) => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? FromText(string text, TrackType type) => type switch
    {
        TrackType.Text => text,
        TrackType.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        TrackType.Time => Instants.TryParse(text, out var instant) || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
            ? instant : null,
        TrackType.Duration => long.TryParse(text, CultureInfo.InvariantCulture, out var ms) ? Milliseconds(ms) : null,
        _ => text is "true" or "1" ? true : text is "false" or "0" ? false : null,
    };

    private static TimeSpan? Milliseconds(long ms) => Math.Abs(ms) <= (long)Durations.Max.TotalMilliseconds ? TimeSpan.FromMilliseconds(ms) : null;

    private static bool TryText(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = ""; // half a character, which System.Text.Json finds only now
            return false;
        }
    }
}
