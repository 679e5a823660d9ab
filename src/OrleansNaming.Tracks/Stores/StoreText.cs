using System.Runtime.CompilerServices;
using System.Text;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Stores;

/// <summary>Text that every database keeps as it is: Unicode without lone halves, which one would refuse and another replace, and without NUL, which PostgreSQL refuses.</summary>
internal static class StoreText
{
    /// <summary>The longest name of a group, track, record or resource, in UTF-16 units.</summary>
    public const int KeyLengthMax = TrackLimits.NameLength;

    private const int ErrorLengthMax = 2_000;

    /// <summary>Checks a name.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or no plain text.</exception>
    public static string Key(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        if (value.Length > KeyLengthMax)
        {
            throw new ArgumentException($"longer than {KeyLengthMax}", parameter);
        }

        return Clean(value) == value ? value : throw new ArgumentException("holds NUL or half a character", parameter);
    }

    /// <summary>Whether a text may be a name.</summary>
    public static bool IsKey(string value) => value.Length is > 0 and <= KeyLengthMax && Clean(value) == value;

    /// <summary>What is kept of an error's text: its beginning, with replacement characters for what cannot be kept.</summary>
    public static string Error(string text) => Clean(text.Length > ErrorLengthMax ? text[..ErrorLengthMax] : text);

    /// <summary>The same without NUL and halves of characters: the replacement character stands for each.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }
}
