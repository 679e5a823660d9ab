using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming audit</c>: who changed what at the asked server, or in its group.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal)
    {
        var limit = new Option<int>("--limit") { Description = "Rows, 1 to 1000.", DefaultValueFactory = _ => 50 };
        var before = new Option<long?>("--before") { Description = "Only rows before this one." };
        var command = new Command("audit", "Say who changed what, and who tried, the newest first.") { limit, before };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var path = string.Create(CultureInfo.InvariantCulture, $"v1/audit?limit={parsed.GetValue(limit)}{(parsed.GetValue(before) is { } id ? $"&before={id}" : "")}");
            var page = await opened.Client.GetAsync(HttpNamingClient.Relative(path), ApiJson.Default.ApiAuditPage, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), page, ApiJson.Default.ApiAuditPage,
                () => terminal.Table(["ROW", "WHEN", "WHO", "ROLE", "WHAT", "ON", "FROM", "OUTCOME", "TIMES"], page.Rows.Select(Cells)));

            return ExitCode.Yes;
        });
        return command;
    }

    private static IReadOnlyList<string> Cells(ApiAuditRow row) =>
    [
        row.Id.ToString(CultureInfo.InvariantCulture), row.At.ToString("u", CultureInfo.InvariantCulture), row.Who, row.Role, row.What, row.On, row.From,
        string.Create(CultureInfo.InvariantCulture, $"{row.Outcome} {row.Status}"), row.Times.ToString(CultureInfo.InvariantCulture),
    ];
}
