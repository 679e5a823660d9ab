using System.CommandLine;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming deregister NAME INSTANCE</c>: takes a guest back.</summary>
internal static class DeregisterVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name");
        var instance = new Argument<string>("instance");
        var command = new Command("deregister", "Take a guest's registration back.") { name, instance };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var token = await opened.Client.DeregisterAsync(parsed.GetValue(name)!, parsed.GetValue(instance)!, stop).ConfigureAwait(false);
            terminal.Written(connection.WantsJson(parsed), $"deregistered {parsed.GetValue(name)}/{parsed.GetValue(instance)}", token);

            return ExitCode.Yes;
        });
        return command;
    }
}
