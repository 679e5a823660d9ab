using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree destroy NAME</c>: removes an empty context.</summary>
internal static class TreeDestroyVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var command = new Command("destroy", "Remove an empty context.") { name };
        command.SetWrite(terminal, (tree, parsed, stop) => tree.DestroyContextAsync(parsed.GetValue(name)!, stop));
        return command;
    }
}
