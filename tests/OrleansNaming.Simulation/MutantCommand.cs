namespace OrleansNaming.Simulation;

/// <summary><c>--mutant NAME</c> and <c>--list-mutants</c>: proves that a checker finds what it is there for.</summary>
internal static class MutantCommand
{
    /// <summary>Seeds that a mutant may take to be found.</summary>
    public const ulong SeedsMax = 500;

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
            foreach (var (name, checker, what) in mutants.All)
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
        for (var seed = first; seed <= last; seed++)
        {
            mutants.Activate(mutant.Name);
            var outcome = SeedSweep.RunSeed(seed, arguments.Minutes);
            mutants.Activate(null);
            if (outcome.Checker != mutant.Checker)
            {
                continue;
            }

            output.WriteLine(Reporting.FailureText.Format(outcome, arguments));
            var clean = SeedSweep.RunSeed(seed, arguments.Minutes);
            output.WriteLine($"FOUND    {mutant.Name} by {mutant.Checker} in seed {seed}, the {seed - first + 1}.; without it that seed {(clean.Checker is null ? "is clean" : $"breaks {clean.Checker}")}");
            return clean.Checker is null ? 0 : 1;
        }

        output.WriteLine($"MISSED   {mutant.Name} was not found by {mutant.Checker} in seeds {first} to {last}");
        return 1;
    }
}
