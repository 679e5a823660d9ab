using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree link NAME TARGET</c>: binds a link.</summary>
internal static class TreeLinkVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var target = new Argument<string>("target") { Description = "The name that it leads to; ./NAME is in the link's own context." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of what is bound (rebind)." };
        var command = new Command("link", "Bind a link to another name.") { name, target, replace };
        command.SetWrite(terminal, (tree, parsed, stop) =>
        {
            var link = Reference.Link(parsed.GetValue(target)!);
            return parsed.GetValue(replace)
                ? tree.RebindAsync(parsed.GetValue(name)!, link, BindingPolicy.Unique, stop)
                : tree.BindAsync(parsed.GetValue(name)!, link, BindingPolicy.Unique, stop);
        });
        return command;
    }
}
