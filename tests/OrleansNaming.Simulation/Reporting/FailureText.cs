using System.Reflection;
using System.Text;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>Everything that is needed to see a failure again.</summary>
internal static class FailureText
{
    /// <summary>The commit that was built, if the build knew it.</summary>
    public static string Commit { get; } =
        typeof(FailureText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Format(SeedOutcome outcome, SimArguments arguments)
    {
        var seed = outcome.Options.Seed;
        var minutes = FormattableString.Invariant($"{arguments.Minutes}");
        var mutant = arguments.Mutant is { } name ? $" --mutant {name}" : "";
        var program = arguments.Mutant is null ? "OrleansNaming.Simulation" : "OrleansNaming.Mutants";
        return new StringBuilder()
            .AppendLine()
            .Append("BROKEN   ").AppendLine(outcome.Checker)
            .Append("         ").AppendLine(outcome.Message)
            .Append("seed     ").Append(seed).Append(FormattableString.Invariant($" at {outcome.Simulated.TotalSeconds:F4} s")).AppendLine(mutant)
            .Append("version  ").AppendLine(Commit)
            .Append("options  ").AppendLine(outcome.Options.ToString())
            .Append("faults   ").AppendLine(outcome.Counters.ToString())
            .AppendLine("the last lines:")
            .AppendJoin(Environment.NewLine, outcome.LastLines).AppendLine()
            .Append("again    dotnet run -c Release --project tests/").Append(program).Append(" -- --seed ").Append(seed).Append(" --minutes ").Append(minutes).Append(mutant)
            .ToString();
    }
}
