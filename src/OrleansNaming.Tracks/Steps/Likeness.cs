namespace OrleansNaming.Tracks.Steps;

/// <summary>SQL's LIKE, with case: <c>%</c> any text, <c>_</c> one UTF-16 unit, <c>\</c> before either for itself. Linear in text × pattern, whatever the pattern.</summary>
internal static class Likeness
{
    public static bool Matches(string text, string pattern)
    {
        var (at, next) = (0, 0);
        var (afterAny, retryAt) = (-1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '%')
            {
                (afterAny, retryAt) = (++next, at);
            }
            else if (Takes(pattern, next, text[at]) is var length and > 0)
            {
                (at, next) = (at + 1, next + length);
            }
            else if (afterAny >= 0)
            {
                (next, at) = (afterAny, ++retryAt);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(next).TrimStart('%').IsEmpty;
    }

    /// <summary>How many characters of the pattern stand for this one; 0 when they do not.</summary>
    private static int Takes(string pattern, int at, char character)
    {
        if (at >= pattern.Length)
        {
            return 0;
        }

        if (pattern[at] == '\\' && at + 1 < pattern.Length)
        {
            return pattern[at + 1] == character ? 2 : 0;
        }

        return pattern[at] == '_' || pattern[at] == character ? 1 : 0;
    }
}
