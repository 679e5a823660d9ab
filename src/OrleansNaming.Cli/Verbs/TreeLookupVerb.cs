using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree lookup NAME</c>: what one name refers to.</summary>
internal static class TreeLookupVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var link = new Option<bool>("--link") { Description = "The link itself, when the name is one." };
        var command = new Command("lookup", "Say what a name refers to.") { name, link };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var found = parsed.GetValue(link)
                ? await opened.Tree.LookupLinkAsync(parsed.GetValue(name)!, stop).ConfigureAwait(false)
                : await opened.Tree.LookupAsync(parsed.GetValue(name)!, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), ApiTreeEntry.From(found, static instances => instances), ApiJson.Default.ApiTreeEntry,
                () => terminal.Say(TreeVerb.Line(found)));

            return ExitCode.Yes;
        });
        return command;
    }
}
