using System.Text.RegularExpressions;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>s01..s17 stands for seventeen words.</summary>
internal static partial class Ranges
{
    public static IEnumerable<string> Expand(IEnumerable<string> words) => words.SelectMany(Expand);

    private static IEnumerable<string> Expand(string word)
    {
        if (Range().Match(word) is not { Success: true } range)
        {
            return [word];
        }

        var (first, last) = (range.Groups["first"].Value, range.Groups["last"].Value);
        return from number in Enumerable.Range(int.Parse(first), int.Parse(last) - int.Parse(first) + 1)
               select range.Groups["stem"].Value + number.ToString().PadLeft(first.Length, '0');
    }

    [GeneratedRegex(@"^(?<stem>.*?)(?<first>\d+)\.\.\k<stem>(?<last>\d+)$")]
    private static partial Regex Range();
}
