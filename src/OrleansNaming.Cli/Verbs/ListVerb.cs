using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming list [CONTEXT]</c>: the names directly under a context, all pages.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        var context = new Argument<string>("context") { Description = "The full path; none for the root.", DefaultValueFactory = _ => "" };
        var command = new Command("list", "List the names under a context.") { context };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var names = new List<NameListItem>();
            var complete = true;
            for (string? after = null, next = ""; next is not null; after = next)
            {
                var page = await opened.Client.ListAsync(parsed.GetValue(context)!, after, stop).ConfigureAwait(false);
                names.AddRange(page.Names);
                (next, complete) = (page.Next, complete && page.IsComplete);
            }

            var list = new ApiNameList(parsed.GetValue(context)!, [.. names.Select(item => new ApiNameItem(item.Name, item.Instances, item.IsContext))], null, complete);
            terminal.Answer(connection.WantsJson(parsed), list, ApiJson.Default.ApiNameList, () => Show(list, terminal));
            return ExitCode.Yes;
        });
        return command;
    }

    private static void Show(ApiNameList list, Terminal terminal)
    {
        terminal.Table(["NAME", "INSTANCES"], list.Names.Select(item => (IReadOnlyList<string>)[item.Context ? item.Name + "/" : item.Name, $"{item.Instances}"]));
        if (!list.Complete)
        {
            terminal.Say("the directory is incomplete: the server is still joining");
        }
    }
}
