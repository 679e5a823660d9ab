namespace OrleansNaming.Tracks.Language;

/// <summary>Finds what somebody who mistyped may have meant.</summary>
internal static class Nearest
{
    private const int LengthMax = 64;

    /// <summary>The word with fewest changed, added, left out and swapped letters, if a third of them or less; null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > LengthMax)
        {
            return null;
        }

        var best = known.Where(candidate => candidate.Length <= LengthMax).Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(found => found.distance).ThenBy(found => found.candidate, StringComparer.Ordinal).FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, word.Length / 3) ? best.candidate : null;
    }

    /// <summary>Optimal string alignment, case folded.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
