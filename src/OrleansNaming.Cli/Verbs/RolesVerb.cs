using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming roles list | grant | revoke</c>: who may use the API.</summary>
internal static class RolesVerb
{
    private const string Path = "v1/roles";

    public static Command Create(Terminal terminal) => new("roles", "Say who may use the API, grant a key with a role, or take one back.") { List(terminal), Grant(terminal), Revoke(terminal) };

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "List the keys with their roles; secrets are never shown.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var found = await opened.Client.GetAsync(HttpNamingClient.Relative(Path), ApiJson.Default.ApiRightList, TimeSpan.Zero, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), found, ApiJson.Default.ApiRightList,
                () => terminal.Table(["NAME", "ROLE", "SINCE"], found.Rights.Select(right => (IReadOnlyList<string>)
                    [right.Name, right.Role, right.GrantedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "configured"])));

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Grant(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "Whose key it is: what the audit says." };
        var role = new Argument<string>("role") { Description = "Viewer, Author, Operator or Administrator." };
        var command = new Command("grant", "Make a key with a role, in place of the one of that name. It is shown once.") { name, role };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var body = new ApiRightRequest { Role = parsed.GetValue(role) };
            var right = await opened.Client.SendAsync(
                () => new(HttpMethod.Put, PathOf(parsed.GetValue(name)!)) { Content = JsonContent.Create(body, ApiRequestJson.Default.ApiRightRequest) }, ApiJson.Default.ApiRight, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), right, ApiJson.Default.ApiRight,
                () => terminal.Say($"{right.Name} is {right.Role}   key {right.Key}   (it is shown this once)"));

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "Whose key it is." };
        var command = new Command("revoke", "Take a granted key back.") { name };
        command.SetCall(terminal, static _ => "revoked", (client, parsed, stop) => client.DeleteAsync(PathOf(parsed.GetValue(name)!), stop));
        return command;
    }

    private static Uri PathOf(string name) => HttpNamingClient.Relative($"{Path}/{Uri.EscapeDataString(name)}");
}
