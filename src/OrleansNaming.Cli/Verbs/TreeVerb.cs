using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree [NAME]</c>: draws a context and all below it; with a word of its own it changes it.</summary>
internal static class TreeVerb
{
    /// <summary>Lines of one drawing; what is left out is said.</summary>
    private const int LinesMax = 10_000;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "A context, as a composite name; the root by default.", DefaultValueFactory = _ => "" };
        var depth = new Option<int>("--depth") { Description = "Levels to draw.", DefaultValueFactory = _ => NamePath.DepthMax };
        var command = new Command("tree", "Draw the naming tree, or change it.")
        {
            name, depth,
            TreeBindVerb.Create(terminal), TreeLinkVerb.Create(terminal), TreeUnbindVerb.Create(terminal), TreeRenameVerb.Create(terminal),
            TreeCreateVerb.Create(terminal), TreeDestroyVerb.Create(terminal), TreeLookupVerb.Create(terminal),
        };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var context = opened.Tree.At(parsed.GetValue(name)!);
            var page = await WholeAsync(context, LinesMax, stop).ConfigureAwait(false);
            var lines = new List<(string Lead, TreeEntry Entry)>();
            var isWhole = await CollectAsync(lines, context, page, "", parsed.GetValue(depth), stop).ConfigureAwait(false);
            var drawn = page with { Entries = [.. lines.Select(line => line.Entry)], Next = null };
            terminal.Answer(connection.WantsJson(parsed), ApiTreePage.From(drawn, static instances => instances), ApiJson.Default.ApiTreePage, () => Draw(context, lines, terminal));
            if (!isWhole)
            {
                terminal.Complain($"only the first {LinesMax} lines are shown: name a context, or say --depth");
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static void Draw(INamingContext context, List<(string Lead, TreeEntry Entry)> lines, Terminal terminal)
    {
        terminal.Say(context.Name.IsEmpty ? "/" : context.Name.ToString());
        foreach (var (lead, entry) in lines)
        {
            terminal.Say($"{lead}{Line(entry)}");
        }
    }

    /// <summary>The lines of a drawing, each entry before what is below it.</summary>
    /// <returns>False when there are more than may be drawn.</returns>
    private static async Task<bool> CollectAsync(List<(string Lead, TreeEntry Entry)> lines, INamingContext context, TreePage page, string indent, int depth, CancellationToken stop)
    {
        for (var at = 0; at < page.Entries.Count; at++)
        {
            if (lines.Count == LinesMax)
            {
                return false;
            }

            var (entry, isLast) = (page.Entries[at], at == page.Entries.Count - 1);
            lines.Add(($"{indent}{(isLast ? "└── " : "├── ")}", entry));
            if (entry.IsContext && depth > 1)
            {
                var child = context.At(CompositeName.Of(entry.Name.Leaf).ToString());
                var below = await WholeAsync(child, LinesMax - lines.Count, stop).ConfigureAwait(false);
                if (!await CollectAsync(lines, child, below, indent + (isLast ? "    " : "│   "), depth - 1, stop).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public static string Line(TreeEntry entry)
    {
        var leaf = entry.Name.IsEmpty ? "/" : CompositeName.Of(entry.Name.Leaf).ToString();
        var what = entry.Kind switch
        {
            ReferenceKind.Service => $"  {entry.Instances.Count} instance{(entry.Instances.Count == 1 ? "" : "s")}",
            ReferenceKind.Value => $" = {Short(entry.Reference!)}",
            ReferenceKind.Link => $" → {entry.Reference!.Target}",
            _ => "",
        };
        return $"{leaf}{(entry.IsContext && !entry.Name.IsEmpty ? "/" : "")}{what}{(entry.Conflicted > 0 ? $"  ({entry.Conflicted} conflicted)" : "")}";
    }

    private static string Short(Reference value) =>
        !value.ContentType.StartsWith("text/", StringComparison.Ordinal) ? value.ToString()
        : value.Text.Length <= 60 ? value.Text
        : value.Text[..59] + "…";

    private static async Task<TreePage> WholeAsync(INamingContext context, int max, CancellationToken stop)
    {
        var page = await context.ListAsync(cancellationToken: stop).ConfigureAwait(false);
        var entries = page.Entries.ToList();
        while (page.Next is { } next && entries.Count <= max)
        {
            page = await context.ListAsync(after: next, cancellationToken: stop).ConfigureAwait(false);
            entries.AddRange(page.Entries);
        }

        return page with { Entries = entries };
    }
}
