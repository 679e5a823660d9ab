using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming explain NAME</c>: why a name resolves to what it does at the asked server.</summary>
internal static class ExplainVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The full path, such as orders or shop/eu/orders." };
        var tags = new Option<string[]>("--tag") { Description = "Only instances with this tag." };
        var zones = new Option<string[]>("--zone") { Description = "Only instances of this zone; several are an order of fail-over, and * stands for all others." };
        var command = new Command("explain", "Say why a name resolves to what it does: each stage, each line, how and when it was learnt.") { name, tags, zones };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var options = new ResolveOptions { Tags = parsed.GetValue(tags) ?? [], Zones = parsed.GetValue(zones) ?? [] };
            var told = await opened.Client.ExplainAsync(parsed.GetValue(name)!, options, stop).ConfigureAwait(false);
            terminal.Answer(connection.WantsJson(parsed), ApiExplanation.From(told), ApiJson.Default.ApiExplanation, () => Show(told, terminal));

            if (told.Instances.Count == 0)
            {
                terminal.Complain($"'{told.Name}' is not bound (directory {(told.IsComplete ? "complete" : "incomplete")}).   See: naming list");
            }

            return told.Instances.Any(line => line.RemovedBy is null) ? ExitCode.Yes : ExitCode.NotFound;
        });
        return command;
    }

    private static void Show(Explanation told, Terminal terminal)
    {
        terminal.Say($"{told.Name}, as server {told.AnsweredBy} answers now (directory {(told.IsComplete ? "complete" : "incomplete")})");
        terminal.Table(["STAGE", "KIND", "IN", "LEFT"], told.Stages.Select(stage => (IReadOnlyList<string>)
        [
            stage.Name,
            stage.IsOverruled ? "preference, nothing else was left" : stage.IsPreference ? "preference" : "demand",
            $"{stage.Before}",
            $"{stage.Left}",
        ]));
        terminal.Table(["INSTANCE", "OWNER", "STAMP", "LEARNT", "HEARD", "ANSWER"], told.Instances.Select(line => (IReadOnlyList<string>)
        [
            line.InstanceId,
            line.OwnerState is { } state ? $"{line.Owner} {ApiWord.Of(state)}{(line.IsStale ? ", stale" : "")}{(line.IsBehind ? ", behind" : "")}" : $"{line.Owner}",
            line.Stamp.Stamp.ToString(),
            Learnt(line),
            line.Learnt == "own" ? "self" : line.Silence is { } silence ? $"{silence.TotalSeconds:0.0} s ago" : "-",
            line.RemovedBy is null ? "yes" : $"no, {line.RemovedBy}: {line.Why}",
        ]));
    }

    private static string Learnt(ExplainedInstance line) =>
        (line.Learnt is null ? "long ago" : $"{line.Learnt}{(line.Via is { } via ? $" via {via}" : "")}, {line.LearntAgo?.TotalSeconds ?? 0:0.0} s ago")
        + (line.Hold > 1 ? $", handed on (hold {line.Hold})" : "");
}
