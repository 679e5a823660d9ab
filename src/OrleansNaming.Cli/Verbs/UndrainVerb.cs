using System.CommandLine;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming undrain</c>: the asked server gets work again.</summary>
internal static class UndrainVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("undrain", "End the drain of the asked server.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var token = await opened.Client.WriteAsync(() => new(HttpMethod.Delete, HttpNamingClient.Relative("v1/drain")), stop).ConfigureAwait(false);
            terminal.Written(connection.WantsJson(parsed), "serving again", token);

            return ExitCode.Yes;
        });
        return command;
    }
}
