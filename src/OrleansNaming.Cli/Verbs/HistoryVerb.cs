using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
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
            var at = parsed.GetValue(asOf) is { } text ? $"?asOf={Uri.EscapeDataString(text)}" : "";
            var path = HttpNamingClient.Relative($"v1/history/{parsed.GetValue(name)}{at}");
            var told = await opened.Client.GetAsync(path, ApiJson.Default.ApiHistory, TimeSpan.Zero, stop).ConfigureAwait(false);
            if (connection.WantsJson(parsed))
            {
                terminal.Json(told, ApiJson.Default.ApiHistory);
            }
            else
            {
                Show(told, terminal);
            }

            return told.Changes.Count > 0 || told.Instances?.Count > 0 ? ExitCode.Yes : ExitCode.NotFound;
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
