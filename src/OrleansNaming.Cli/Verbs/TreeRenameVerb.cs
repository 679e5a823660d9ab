using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree rename NAME TO</c>: moves a value, a link, or a context with all below it.</summary>
internal static class TreeRenameVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var to = new Argument<string>("to") { Description = "The new one." };
        var command = new Command("rename", "Move a value, a link, or a context with all below it.") { name, to };
        command.SetWrite(terminal, (tree, parsed, stop) => tree.RenameAsync(parsed.GetValue(name)!, parsed.GetValue(to)!, stop));
        return command;
    }
}
