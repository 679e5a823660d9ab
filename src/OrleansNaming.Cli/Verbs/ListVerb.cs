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

            if (connection.WantsJson(parsed))
            {
                var items = names.Select(item => new ApiNameItem(item.Name, item.Instances, item.IsContext)).ToList();
                terminal.Json(new ApiNameList(parsed.GetValue(context)!, items, null, complete), ApiJson.Default.ApiNameList);
                return ExitCode.Yes;
            }

            terminal.Table(["NAME", "INSTANCES"], names.Select(item => (IReadOnlyList<string>)[item.IsContext ? item.Name + "/" : item.Name, $"{item.Instances}"]));
            if (!complete)
            {
                terminal.Say("the directory is incomplete: the server is still joining");
            }

            return ExitCode.Yes;
        });
        return command;
    }
}
