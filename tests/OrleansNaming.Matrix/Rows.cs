using System.Text.RegularExpressions;

namespace OrleansNaming.Matrix;

/// <summary>The rows that the product has to carry, in order.</summary>
internal static partial class Rows
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. Family("B", 1, 8), "B8b", .. Family("B", 9, 15), .. Family("M", 1, 12), .. Family("E", 1, 42),
    ];

    /// <summary>B1, B2, B3, M7 as <c>B1–B3, M7</c>.</summary>
    public static string Ranges(IEnumerable<string> rows)
    {
        var places = rows.Select(row => All.ToList().IndexOf(row)).Order().ToList();
        var starts = places.Where(place => !places.Contains(place - 1) || All[place][0] != All[place - 1][0]).ToList();
        return string.Join(", ", starts.Select(start => Range(start, places)));
    }

    /// <summary>The rows that test sources name, for a project that was not built.</summary>
    public static IEnumerable<string> NamedIn(string source) => RowAttribute().Matches(source).Select(match => match.Groups[1].Value);

    private static string Range(int start, List<int> places)
    {
        var end = start;
        while (places.Contains(end + 1) && All[end + 1][0] == All[start][0])
        {
            end++;
        }

        return start == end ? All[start] : $"{All[start]}–{All[end]}";
    }

    private static IEnumerable<string> Family(string letter, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{letter}{number}");

    [GeneratedRegex("""\bRow\("([A-Z]\d+b?)"(?!\s*,\s*Engine\.(?:Lan|Simulated)\s*\))""")]
    private static partial Regex RowAttribute();
}
