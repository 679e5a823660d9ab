using System.CommandLine;
using System.Globalization;
using OrleansNaming.Cli.Demonstration;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming up</c>: three servers and three services on this machine, to look at and to break.</summary>
internal static class UpVerb
{
    public static Command Create(Terminal terminal)
    {
        var duration = new Option<string?>("--for") { Description = "Run unattended so long (20s), kill one server, and say whether all healed." };
        var cluster = new Option<string>("--cluster", "-c") { DefaultValueFactory = _ => "demo" };
        var engine = new Option<string>("--engine") { Description = "lan or orleans; by default Orleans where its silo host is built, else LAN.", DefaultValueFactory = _ => "auto" };
        var command = new Command("up", "Start three servers and three services here, and show how they find each other.") { duration, cluster, engine };
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = DemoEngine.Choose(parsed.GetValue(engine)!);
            var length = DurationOf(parsed.GetValue(duration));
            await using var demonstration = new Demo(parsed.GetValue(cluster)!, chosen, terminal);
            return await demonstration.RunAsync(length, stop).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Seconds, or a number with ms, s, or m behind.</summary>
    private static TimeSpan? DurationOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text.TrimStart("0123456789.".ToCharArray());
        var scale = unit switch { "" or "s" => 1.0, "ms" => 0.001, "m" => 60.0, _ => 0 };
        return scale > 0 && double.TryParse(text[..^unit.Length], CultureInfo.InvariantCulture, out var number) && number * scale is >= 5 and <= 3_600
            ? TimeSpan.FromSeconds(number * scale)
            : throw new UsageException($"--for '{text}' is no duration between 5s and 60m; it looks like 20s");
    }
}
