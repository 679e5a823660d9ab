using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree create NAME</c>: creates a context.</summary>
internal static class TreeCreateVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var command = new Command("create", "Create a context.") { name };
        command.SetWrite(terminal, (tree, parsed, stop) => tree.CreateContextAsync(parsed.GetValue(name)!, stop));
        return command;
    }
}
