using OrleansNaming.Simulation;

namespace OrleansNaming.Mutants;

internal static class Program
{
    private static int Main(string[] args) => args is ["--all", ..] ? All() : SimCommand.Run(args, Console.Out, new PlantedMutants());

    /// <summary>Hunts every mutant; 0 only if each was found by its own checker, and not in the same seed without it.</summary>
    private static int All()
    {
        var failures = 0;
        var mutants = new PlantedMutants();
        foreach (var (name, checker, _, _) in mutants.All)
        {
            using var output = new StringWriter();
            var found = SimCommand.Run(["--mutant", name], output, mutants) == 0;
            Console.WriteLine(output.ToString().TrimEnd().Split('\n')[^1]);
            failures += found ? 0 : 1;
        }

        Console.WriteLine($"{mutants.All.Count - failures} of {mutants.All.Count} mutants found");
        return failures == 0 ? 0 : 1;
    }
}
