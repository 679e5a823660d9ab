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
            if (connection.WantsJson(parsed))
            {
                terminal.Json(ApiTreePage.From(await WholeAsync(context, LinesMax, stop).ConfigureAwait(false), static instances => instances), ApiJson.Default.ApiTreePage);
                return ExitCode.Yes;
            }

            terminal.Say(context.Name.IsEmpty ? "/" : context.Name.ToString());
            await DrawAsync(terminal, context, "", parsed.GetValue(depth), LinesMax, stop).ConfigureAwait(false);
            return ExitCode.Yes;
        });
        return command;
    }

    /// <returns>How many lines may still be drawn.</returns>
    private static async Task<int> DrawAsync(Terminal terminal, INamingContext context, string indent, int depth, int lines, CancellationToken stop)
    {
        var entries = (await WholeAsync(context, lines, stop).ConfigureAwait(false)).Entries;
        for (var at = 0; at < entries.Count; at++)
        {
            if (lines-- <= 0)
            {
                terminal.Say($"{indent}…  more than {LinesMax} lines: name a context, or say --depth");
                return 0;
            }

            var (entry, isLast) = (entries[at], at == entries.Count - 1);
            terminal.Say($"{indent}{(isLast ? "└── " : "├── ")}{Line(entry)}");
            if (entry.IsContext && depth > 1)
            {
                var child = context.At(CompositeName.Of(entry.Name.Leaf).ToString());
                lines = await DrawAsync(terminal, child, indent + (isLast ? "    " : "│   "), depth - 1, lines, stop).ConfigureAwait(false);
            }
        }

        return lines;
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
