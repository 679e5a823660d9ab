using System.CommandLine;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary>What the verbs that change the tree have in common: one write, and its token.</summary>
internal static class TreeWriting
{
    public static void SetWrite(this Command command, Terminal terminal, Func<INamingContext, ParseResult, CancellationToken, Task<Token>> write)
    {
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var token = await write(opened.Tree, parsed, stop).ConfigureAwait(false);
            terminal.Written(connection.WantsJson(parsed), "done", token);

            return ExitCode.Yes;
        });
    }
}
