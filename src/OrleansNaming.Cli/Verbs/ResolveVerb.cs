using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming resolve NAME</c>: the live instances, and how each was learnt.</summary>
internal static class ResolveVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The full path, such as orders or shop/eu/orders." };
        var tags = new Option<string[]>("--tag") { Description = "Only instances with this tag." };
        var zone = new Option<string[]>("--zone") { Description = "Only instances of this zone; several are an order of fail-over, and * stands for all others." };
        var scope = new Option<string?>("--scope") { Description = "auto, intracluster (dedicated addresses; needs an admin key) or external." };
        var atLeast = new Option<string?>("--at-least") { Description = "Answer with a state that contains the write of this token." };
        var command = new Command("resolve", "Show the live instances of a name.") { name, tags, zone, scope, atLeast };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var asked = parsed.GetValue(name)!;
            var options = new ResolveOptions { Tags = parsed.GetValue(tags) ?? [], Zones = parsed.GetValue(zone) ?? [], Scope = ScopeOf(parsed.GetValue(scope)), AtLeast = TokenOf(parsed.GetValue(atLeast)) };
            var found = await opened.Client.AskResolvedAsync(asked, options, stop).ConfigureAwait(false);
            if (connection.WantsJson(parsed))
            {
                terminal.Json(found, ApiJson.Default.ApiResolved);
                return found.Instances.Count > 0 ? ExitCode.Yes : ExitCode.NotFound;
            }

            return found.Instances.Count > 0
                ? await ShowAsync(found, opened.Client, terminal, stop).ConfigureAwait(false)
                : await NotBoundAsync(found, opened.Client, terminal, stop).ConfigureAwait(false);
        });
        return command;
    }

    private static ResolveScope ScopeOf(string? text) =>
        text is null ? ResolveScope.Auto
        : ApiWord.TryRead<ResolveScope>(text, out var scope) ? scope
        : throw new UsageException($"'{text}' is no scope; there are auto, intracluster and external");

    private static Token? TokenOf(string? text) =>
        text is null ? null
        : Token.TryParse(text, out var token) ? token
        : throw new UsageException($"'{text}' is no token; a write prints one, as server:boot:incarnation:version");

    private static async Task<int> ShowAsync(ApiResolved found, Servers.HttpNamingClient client, Terminal terminal, CancellationToken stop)
    {
        var servers = await ServersVerb.AllAsync(client, stop).ConfigureAwait(false);
        terminal.Table(
            ["NAME", "INSTANCE", "ADDRESS", "ZONE", "WEIGHT", "STATE", "OWNER", "LEARNT"],
            found.Instances.Select(instance => (IReadOnlyList<string>)
            [
                instance.Name,
                instance.Instance,
                string.Join(' ', instance.Endpoints.Select(endpoint => endpoint.ToEndpoint())),
                instance.Zone ?? "-",
                $"{instance.Weight}",
                State(instance),
                $"{instance.Owner} {(Token.TryParse(instance.Stamp, out var token) ? token.Stamp : default)}",
                Learnt(servers.FirstOrDefault(server => server.Server == instance.Owner)),
            ]));
        return ExitCode.Yes;
    }

    private static string State(ApiInstance instance) =>
        $"{(instance.Stale ? "stale" : "live")}{(instance.Health is { } health ? $", {health}" : "")}{(instance.Draining == true ? ", draining" : "")}";

    private static string Learnt(ApiServer? owner) => owner is null ? "-" : $"{owner.LearntBy}, heard {owner.SilenceSeconds:0.0} s ago";

    private static async Task<int> NotBoundAsync(ApiResolved found, Servers.HttpNamingClient client, Terminal terminal, CancellationToken stop)
    {
        var context = found.Name.LastIndexOf('/') is var slash and >= 0 ? found.Name[..slash] : "";
        var known = (await client.ListAsync(context, null, stop).ConfigureAwait(false)).Names;
        if (known.Any(item => item.Name == found.Name && item.Instances > 0))
        {
            terminal.Complain($"'{found.Name}' has live instances, and none that you asked for.   See: naming explain {found.Name}, with the same options");
            return ExitCode.NotFound;
        }

        var names = known.Select(item => item.Name).ToList();
        var nearest = names.MinBy(candidate => Distance(candidate, found.Name));
        var near = nearest is not null && Distance(nearest, found.Name) <= 3 ? $" Nearest: {nearest}." : "";
        terminal.Complain($"'{found.Name}' is not bound (directory {(found.Complete ? "complete" : "incomplete")}).{near}   See: naming list");
        return ExitCode.NotFound;
    }

    /// <summary>Levenshtein's distance, over one row.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
