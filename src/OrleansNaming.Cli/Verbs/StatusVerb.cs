using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming status</c>: one server, what it hears, and what it dropped and why.</summary>
internal static class StatusVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("status", "Show how a server is: phase, peers, counters, dropped datagrams by reason.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var status = await opened.Client.GetAsync(HttpNamingClient.Relative("v1/status"), ApiJson.Default.ApiStatus, TimeSpan.Zero, stop).ConfigureAwait(false);
            var servers = await ServersVerb.AllAsync(opened.Client, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), Answers.Beside(status, ApiJson.Default.ApiStatus, "serverList", servers, ApiJson.Default.IReadOnlyListApiServer), CliJson.Default.JsonObject, () =>
            {
                Show(status, terminal);
                ServersVerb.Show(servers, terminal);
            });
            return ExitCode.Yes;
        });
        return command;
    }

    private static void Show(ApiStatus status, Terminal terminal)
    {
        terminal.Say($"cluster {status.Cluster}   server {status.Server}   {status.Phase}   T {status.IntervalSeconds * 1000:0} ms");
        terminal.Say($"engine {status.Engine}");
        terminal.Say(status.Complete ? "directory complete" : "directory incomplete: some owner that others named is not here yet");
        terminal.Say(status.Silence ?? (status.Isolated ? "I am cut off: no other server was heard; what is shown is kept and may be old" : "others are heard"));
        if (status.Convergence is { } convergence)
        {
            Show(convergence, terminal);
        }

        var dropped = status.Counters.Where(counter => counter.Key.StartsWith("dropped.", StringComparison.OrdinalIgnoreCase)).ToList();
        terminal.Say(dropped.Count == 0 ? "dropped datagrams: none" : $"dropped datagrams: {string.Join(", ", dropped.Select(c => $"{c.Key["dropped.".Length..]} {c.Value}"))}");
        terminal.Say($"counted: {string.Join(", ", status.Counters.Except(dropped).Select(c => $"{c.Key} {c.Value}"))}");
    }

    private static void Show(ApiConvergence convergence, Terminal terminal)
    {
        terminal.Say(convergence.Last is not { } last
            ? "own changes: none measured yet"
            : $"own changes: the last one was everywhere ({last.Nodes} nodes) after {Milliseconds(last.Seconds)}, '{last.Slowest}' last; {convergence.Measured} measured, the longest {Milliseconds(convergence.Longest!.Seconds)}");
        terminal.Say($"bound {Milliseconds(convergence.BoundSeconds)}: {convergence.Assumes}");
        if (convergence.Waiting is not null)
        {
            terminal.Say($"waiting {Milliseconds(convergence.WaitingSeconds)} for {string.Join(", ", convergence.Missing.Select(server => $"'{server}'"))} to have a change");
        }

        terminal.Say(convergence.BehindOf is { } server ? $"behind '{server}' for {Milliseconds(convergence.BehindSeconds)}" : "behind nobody: every list is the newest that was heard of");
    }

    private static string Milliseconds(double seconds) => $"{seconds * 1000:0.#} ms";
}
