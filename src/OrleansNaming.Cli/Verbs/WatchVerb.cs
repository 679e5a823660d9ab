using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming watch [NAME]</c>: changes as they are applied, a line each, until interrupted.</summary>
internal static class WatchVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "A name and everything below it; none for all.", DefaultValueFactory = _ => "" };
        var command = new Command("watch", "Print changes as they happen.") { name };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            try
            {
                await foreach (var change in opened.Client.WatchAsync(parsed.GetValue(name)!, stop).ConfigureAwait(false))
                {
                    Print(change, connection.WantsJson(parsed), terminal);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Interrupted: that is how a watch ends.
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static void Print(NamingChange change, bool json, Terminal terminal)
    {
        if (json)
        {
            PrintJson(change, terminal);
        }
        else
        {
            var where = change.Instance is null ? "" : string.Join(' ', change.Instance.Endpoints);
            terminal.Say(change.Kind == ChangeKind.Reset
                ? "reset     what follows is the present state"
                : $"{change.Kind.ToString().ToLowerInvariant(),-9} {change.Name}/{change.Instance?.InstanceId} {where}   {change.Owner} {change.Stamp}");
        }
    }

    /// <summary>An event a line; a reset is one too, with its kind alone.</summary>
    private static void PrintJson(NamingChange change, Terminal terminal)
    {
        if (change.Instance is null)
        {
            terminal.Json(new WatchReset("reset"), CliJson.Default.WatchReset);
        }
        else
        {
            terminal.Json(ApiChange.From(change), ApiJson.Default.ApiChange);
        }
    }
}
