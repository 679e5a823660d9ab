using System.Globalization;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Durations as Go writes them: <c>10s</c>, <c>1m30s</c>, <c>1.5h</c>, <c>120000ms</c>.</summary>
internal static class GoDuration
{
    private const int LengthMax = 32;

    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3_600)];

    /// <summary>Reads one; false for anything else, and for what is above a century.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text) || text.Length > LengthMax)
        {
            return false;
        }

        var rest = text.AsSpan();
        var seconds = 0.0;
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, ref seconds))
            {
                // A lone 0 needs no unit.
                return text == "0";
            }
        }

        if (seconds > TimeSpan.FromDays(36_500).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, ref double seconds)
    {
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits >= 0 && rest[digits] == '.')
        {
            var more = rest[(digits + 1)..].IndexOfAnyExceptInRange('0', '9');
            digits = more < 0 ? -1 : digits + 1 + more;
        }

        if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[digits..];
        var length = rest.IndexOfAnyInRange('0', '9');
        var unit = length < 0 ? rest : rest[..length];
        foreach (var (name, worth) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                seconds += number * worth;
                rest = rest[unit.Length..];
                return true;
            }
        }

        return false;
    }
}
