using System.Text.RegularExpressions;

namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>One document: its links, its headings as anchors, and its fences of C# with the marker that stands above each.</summary>
internal sealed partial class Markdown(string file)
{
    private readonly string _text = Tree.Read(file);

    public static IEnumerable<Markdown> All() => Tree.Files("*.md", ".").Select(file => new Markdown(file));

    public IEnumerable<string> BrokenLinks() =>
        Link().Matches(Fence().Replace(_text, ""))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Resolves(target))
            .Select(target => $"{file} → {target}");

    /// <summary>The code of each fence of C#.</summary>
    public IEnumerable<string> Snippets() => SharpFence().Matches(_text).Select(fence => fence.Groups["code"].Value);

    /// <summary>Fences that are not, word for word, the compiled source that their marker names.</summary>
    public IEnumerable<string> UncompiledSnippets() =>
        SharpFence().Matches(_text)
            .Where(fence => !IsCompiled(fence.Groups["source"].Value, fence.Groups["code"].Value))
            .Select(fence => $"{file}: '{fence.Groups["source"].Value}' is not this code: {fence.Groups["code"].Value.Split('\n')[0]}");

    private static bool IsCompiled(string source, string code)
    {
        var (path, name) = source.Split('#') is [var whole] ? (whole, null) : (source.Split('#')[0], source.Split('#')[1]);
        return File.Exists(RepositoryRoot.File(path)) && Snippet.Read(path, name) == code.Trim('\n');
    }

    private bool Resolves(string target)
    {
        var (path, anchor) = target.Split('#') is [var whole] ? (whole, "") : (target.Split('#')[0], target.Split('#')[1]);
        var folder = Path.GetDirectoryName(RepositoryRoot.File(file))!;
        var full = path.Length == 0 ? RepositoryRoot.File(file) : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(path)));
        return (File.Exists(full) || Directory.Exists(full)) && (anchor.Length == 0 || !full.EndsWith(".md", StringComparison.Ordinal) || Anchors(full).Contains(anchor));
    }

    private static HashSet<string> Anchors(string document) =>
        [.. Heading().Matches(Fence().Replace(File.ReadAllText(document), "")).Select(match => Anchor(match.Groups[1].Value))];

    private static string Anchor(string heading) => NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("""(?<!!)\[[^\]]*\]\((?<target>[^)\s]+)[^)]*\)|!\[[^\]]*\]\((?<target>[^)\s]+)[^)]*\)""")]
    private static partial Regex Link();

    [GeneratedRegex("""^```.*?^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""(?:<!-- snippet: (?<source>\S+) -->\s*)?^```csharp\s*\n(?<code>.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SharpFence();

    [GeneratedRegex("""^#{1,6} (.+)$""", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""[^\w\- ]""")]
    private static partial Regex NotInAnchor();
}
