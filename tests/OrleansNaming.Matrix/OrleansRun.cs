using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OrleansNaming.Matrix;

/// <summary>The committed record of the last run on real silos, and whether the sources are still those that it ran.</summary>
internal static partial class OrleansRun
{
    public static string? Describe(string root)
    {
        var record = Path.Combine(root, "tests", "results", "orleans.md");
        if (!File.Exists(record))
        {
            return null;
        }

        var text = File.ReadAllText(record);
        var changed = TreeHash().Matches(text).Where(match => Now(root, match.Groups[1].Value) != match.Groups[2].Value).Select(match => match.Groups[1].Value).ToList();
        var sources = (TreeHash().Count(text), changed.Count) switch
        {
            (0, _) => "its record names no tree hashes",
            (_, 0) => "sources unchanged",
            _ => $"sources CHANGED since: {string.Join(", ", changed)}",
        };
        return $"last Orleans run: {Passed().Match(text).Value}; {sources}";
    }

    private static string Now(string root, string folder)
    {
        var dirty = Git(root, "status", "--porcelain", "--", folder).Length > 0;
        return dirty ? "uncommitted" : Git(root, "rev-parse", $"HEAD:{folder}");
    }

    private static string Git(string root, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return output;
    }

    [GeneratedRegex("""(src/OrleansNaming\.(?:Core|Grains|Silo))\b[^\n]*?\b([0-9a-f]{40})\b""")]
    private static partial Regex TreeHash();

    [GeneratedRegex("""\d+ passed""")]
    private static partial Regex Passed();
}
