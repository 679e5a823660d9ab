using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming drain</c>: the asked server gets no new work; answers when no node resolves it any more.</summary>
internal static class DrainVerb
{
    public static Command Create(Terminal terminal)
    {
        var wait = new Option<double>("--wait") { Description = "Seconds to wait for all confirmations, 0 to 300.", DefaultValueFactory = _ => 30 };
        var command = new Command("drain", "Drain the asked server, and wait until no node resolves it while others are left.") { wait };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var seconds = parsed.GetValue(wait) is >= 0 and <= 300 and var given ? given : throw new UsageException("--wait is 0 to 300 seconds");
            var drained = await opened.Client.DrainAsync(seconds, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), drained, ApiJson.Default.ApiDrained, () => Show(drained, terminal));

            return drained.Outcome == "completed" ? ExitCode.Yes : ExitCode.NotReached;
        });
        return command;
    }

    private static void Show(ApiDrained drained, Terminal terminal)
    {
        var open = drained.Nodes.Count(node => !node.Confirmed);
        terminal.Say(drained.Outcome switch
        {
            "completed" => $"drained after {drained.TookSeconds:0.00} s: no node resolves this server while others are left",
            "completedExcept" => $"drained after {drained.TookSeconds:0.00} s, except for {open} silent nodes whose death is not proven",
            _ => $"draining, and {open} nodes have not confirmed after {drained.TookSeconds:0.00} s: run it again to go on waiting",
        });
        terminal.Say($"clients of HTTP and DNS may hold an answer for {drained.LongestTtlSeconds:0.#} s more; it ends by: naming undrain");
        terminal.Table(["NODE", "CONFIRMED", "STATE", "FOLLOWERS", "WHY"], drained.Nodes.Select(node => (IReadOnlyList<string>)
            [node.Server, node.Confirmed ? "yes" : "no", node.State, $"{node.Followers}", node.Why]));
    }
}
