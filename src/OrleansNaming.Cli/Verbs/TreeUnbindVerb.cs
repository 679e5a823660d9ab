using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree unbind NAME</c>: takes a value or a link away.</summary>
internal static class TreeUnbindVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var command = new Command("unbind", "Take a value or a link away.") { name };
        command.SetWrite(terminal, (tree, parsed, stop) => tree.UnbindAsync(parsed.GetValue(name)!, stop));
        return command;
    }
}
