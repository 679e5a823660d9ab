using OrleansNaming.Simulation.Reporting;

namespace OrleansNaming.Simulation;

/// <summary><c>--mutant NAME</c> and <c>--list-mutants</c>: proves that a checker finds what it is there for.</summary>
internal static class MutantCommand
{
    /// <summary>Seeds that a mutant may take to be found.</summary>
    public const ulong SeedsMax = 500;

    /// <summary>Simulated minutes of faults in each: a planted bug shows early or not at all, and short worlds are more worlds.</summary>
    private const double MinutesOfHunt = 3;

    /// <summary>Threads: more than two would make the memory of a test machine the limit.</summary>
    private const int JobsMax = 2;

    public static int Run(SimArguments arguments, TextWriter output, IMutants? mutants)
    {
        if (mutants is null)
        {
            output.WriteLine("Mutants are in a program of their own, so that no product holds one:");
            output.WriteLine($"  dotnet run -c Release --project tests/OrleansNaming.Mutants -- {(arguments.Mutant is { } name ? $"--mutant {name}" : "--list-mutants")}");
            return 2;
        }

        if (arguments.ListMutants)
        {
            foreach (var (name, checker, what, _) in mutants.All)
            {
                output.WriteLine($"{name,-32} {checker,-24} {what}");
            }

            return 0;
        }

        return Hunt(arguments, output, mutants);
    }

    /// <summary>Looks for the first seed in which the mutant's own checker finds it, and runs that seed again without the mutant.</summary>
    public static int Hunt(SimArguments arguments, TextWriter output, IMutants mutants)
    {
        var mutant = mutants.All.FirstOrDefault(m => m.Name == arguments.Mutant);
        if (mutant.Name is null)
        {
            output.WriteLine($"there is no mutant '{arguments.Mutant}'; --list-mutants names them");
            return 2;
        }

        var (first, last) = arguments.IsStory ? (1UL, SeedsMax) : (arguments.First, arguments.Last);
        var minutes = arguments.AreMinutesGiven ? arguments.Minutes : MinutesOfHunt;
        var hunt = new MutantHunt(mutant.Checker, minutes, mutant.Engine);
        mutants.Activate(mutant.Name);
        hunt.Run(first, last, Math.Min(arguments.Jobs, JobsMax));
        mutants.Activate(null);
        if (hunt.Found is not { } found)
        {
            output.WriteLine($"MISSED   {mutant.Name} was not found by {mutant.Checker} in seeds {first} to {last}; others found: {hunt.Others}");
            return 1;
        }

        return Confirm(found, mutant, found.Options.Seed - first + 1, arguments with { Minutes = minutes, Engine = mutant.Engine }, output);
    }

    /// <summary>The same seed without the mutant must be clean: else the checker found something else.</summary>
    private static int Confirm(SeedOutcome found, (string Name, string Checker, string What, SimEngine Engine) mutant, ulong seeds, SimArguments arguments, TextWriter output)
    {
        var seed = found.Options.Seed;
        var clean = SeedSweep.RunSeed(seed, arguments.Minutes, engine: arguments.Engine);
        output.WriteLine($"planted  {mutant.Name}: {mutant.What}");
        output.WriteLine(FailureText.Story(found, arguments));
        output.WriteLine($"FOUND    {mutant.Name} by {mutant.Checker} in seed {seed}, the {seeds}. tried; without it that seed {(clean.Checker is null ? "is clean" : $"breaks {clean.Checker}")}");
        return clean.Checker is null ? 0 : 1;
    }
}
