using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.InProcess;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming history NAME</c>: what became of a name at the asked server, by its own times.</summary>
internal static class HistoryVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The full path." };
        var asOf = new Option<string?>("--as-of") { Description = "A time such as 2026-11-21T20:15:00Z: also what it resolved to then." };
        var command = new Command("history", "Show what became of a name at the asked server, and what it resolved to at a time.") { name, asOf };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            NameArgument.ThrowIfInvalid(parsed.GetValue(name)!);
            var at = parsed.GetValue(asOf) is { } text ? $"?asOf={Uri.EscapeDataString(text)}" : "";
            var path = HttpNamingClient.Relative($"v1/history/{parsed.GetValue(name)}{at}");
            var told = await opened.Client.GetAsync(path, ApiJson.Default.ApiHistory, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), told, ApiJson.Default.ApiHistory, () => Show(told, terminal));

            if (told.Changes.Count > 0 || told.Instances?.Count > 0)
            {
                return ExitCode.Yes;
            }

            terminal.Complain($"this server remembers nothing of '{told.Name}': it was never bound, or longer ago.   See: naming list");
            return ExitCode.NotFound;
        });
        return command;
    }

    private static void Show(ApiHistory told, Terminal terminal)
    {
        terminal.Say($"{told.Name}, as this server applied it; it remembers from {told.Begin?.ToString("u", CultureInfo.InvariantCulture) ?? "nothing yet"}");
        terminal.Table(["AT", "WHAT", "INSTANCE", "OWNER", "STAMP"], told.Changes.Select(past => (IReadOnlyList<string>)
        [
            past.At.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture), past.Change.Kind, past.Change.Instance.Instance, past.Change.Instance.Owner,
            Token.TryParse(past.Change.Instance.Stamp, out var token) ? token.Stamp.ToString() : "-",
        ]));
        if (told.Instances is { } instances)
        {
            terminal.Say($"at {told.AsOf:u} it resolved to: {(instances.Count == 0 ? "nothing" : string.Join(", ", instances.Select(instance => instance.Instance)))}"
                + (told.Exact == false ? " (some as they were after a later change)" : ""));
        }
    }
}
