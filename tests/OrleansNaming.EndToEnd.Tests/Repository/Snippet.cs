namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>The part of a compiled file between <c>// snippet: name</c> and <c>// end</c>, without its indentation; the whole file without a name.</summary>
internal static class Snippet
{
    public static string? Read(string file, string? name)
    {
        var lines = Tree.Read(file).Split('\n').ToList();
        if (name is null)
        {
            return string.Join('\n', lines).Trim('\n');
        }

        var start = lines.FindIndex(line => line.Trim() == $"// snippet: {name}");
        var end = start < 0 ? -1 : lines.FindIndex(start, line => line.Trim() == "// end");
        return end < 0 ? null : Unindented(lines[(start + 1)..end]);
    }

    private static string Unindented(List<string> lines)
    {
        var margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..] : "")).Trim('\n');
    }
}
