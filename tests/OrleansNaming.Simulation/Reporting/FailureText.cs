using System.Reflection;
using System.Text;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>Everything that is needed to see a failure again.</summary>
internal static class FailureText
{
    /// <summary>The commit that was built, if the build knew it.</summary>
    public static string Commit { get; } =
        typeof(FailureText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Format(SeedOutcome outcome, SimArguments arguments) => Told(outcome, arguments)
        .AppendLine("the last lines:")
        .AppendJoin(Environment.NewLine, outcome.LastLines).AppendLine()
        .Append("again    ").Append(Command(outcome.Options.Seed, arguments))
        .ToString();

    /// <summary>What broke, and what led to it: for a reader who knows what is wrong, and wants to see how it shows.</summary>
    public static string Story(SeedOutcome outcome, SimArguments arguments) =>
        Told(outcome, arguments).Append("again    ").Append(Command(outcome.Options.Seed, arguments)).ToString();

    /// <summary>The command that replays a seed.</summary>
    public static string Command(ulong seed, SimArguments arguments)
    {
        var (program, mutant) = arguments.Mutant is { } name ? ("OrleansNaming.Mutants", $" --mutant {name}") : ("OrleansNaming.Simulation", "");
        return FormattableString.Invariant($"dotnet run -c Release --project tests/{program} -- --seed {seed} --minutes {arguments.Minutes}{mutant}{(arguments.Engine == SimEngine.Lan ? "" : " --engine orleans")}");
    }

    private static StringBuilder Told(SeedOutcome outcome, SimArguments arguments) => new StringBuilder()
        .AppendLine()
        .Append("BROKEN   ").AppendLine(outcome.Checker)
        .Append("         ").AppendLine(outcome.Message)
        .Append("seed     ").Append(outcome.Options.Seed).Append(FormattableString.Invariant($" at {outcome.Simulated.TotalSeconds:F4} s"))
        .AppendLine(arguments.Mutant is { } name ? $" --mutant {name}" : "")
        .Append("version  ").AppendLine(Commit)
        .Append("options  ").AppendLine(outcome.Options.ToString())
        .Append("faults   ").AppendLine(outcome.Counters.ToString())
        .AppendLine("what led to it:")
        .AppendJoin(Environment.NewLine, outcome.Story).AppendLine();
}
