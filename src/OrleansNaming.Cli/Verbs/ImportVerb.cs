using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Cli.Importing;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming import consul --from URL</c> and <c>naming import eureka --from URL</c>: mirrors another registry as guests, as long as it runs, and says what differs.</summary>
internal static class ImportVerb
{
    public static Command Create(Terminal terminal) => new("import", "Mirror another registry here, read only, as long as this runs.")
    {
        Of("consul", "Mirror Consul's services.", "Consul's HTTP API, such as http://10.0.0.5:8500.", terminal,
            new Option<string?>("--token") { Description = "Its token, shown as X-Consul-Token; CONSUL_HTTP_TOKEN. A user and password may stand in the address." },
            static (http, settings) => new ConsulSource(http, settings, TimeProvider.System)),
        Of("eureka", "Mirror Eureka's applications.", "Eureka's API, such as http://10.0.0.5:8761/eureka. A user and password may stand in it.", terminal, token: null,
            static (http, settings) => new EurekaSource(http, settings, TimeProvider.System)),
    };

    private static Command Of(string kind, string description, string where, Terminal terminal, Option<string?>? token, Func<SourceHttp, ImportSettings, IForeignRegistry> registry)
    {
        var from = new Option<string>("--from") { Description = where, Required = true };
        var only = new Option<string[]>("--service") { Description = "Only this service; may be given several times." };
        var lease = new Option<double>("--lease") { Description = "Seconds that what is mirrored outlives this process: 2 to 3600.", DefaultValueFactory = _ => 30 };
        var once = new Option<bool>("--once") { Description = "Compare once and end." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what differs and write nothing." };
        var command = new Command(kind, description) { from, only, lease, once, dry };
        if (token is not null)
        {
            command.Add(token);
        }

        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            var address = HttpAddress.Read(parsed.GetValue(from)!, $"'{parsed.GetValue(from)}' is no address of a registry", "http://10.0.0.5:8500");
            var mark = new ImportMark(kind, SourceHttp.PlainOf(address), LeaseOf(parsed.GetValue(lease)));
            var settings = new ImportSettings(mark, (parsed.GetValue(only) ?? []).Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal), parsed.GetValue(once), parsed.GetValue(dry), connection.WantsJson(parsed));
            using var http = new SourceHttp(address, token is null ? null : parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("CONSUL_HTTP_TOKEN"), TimeProvider.System);
            using var opened = connection.Open(parsed);
            var status = await opened.Client.GetAsync(HttpNamingClient.Relative("v1/status"), ApiJson.Default.ApiStatus, TimeSpan.Zero, stop).ConfigureAwait(false);
            return await ImportProcess.RunAsync(settings, opened.Options, status.Cluster, registry(http, settings), terminal, stop).ConfigureAwait(false);
        });
        return command;
    }

    private static TimeSpan LeaseOf(double seconds) => seconds is >= 2 and <= 3_600
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException("--lease is 2 to 3600 seconds");
}
