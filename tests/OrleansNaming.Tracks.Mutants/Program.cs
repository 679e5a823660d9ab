using System.Globalization;
using OrleansNaming.Tracks.Tests.Simulation;

namespace OrleansNaming.Tracks.Mutants;

/// <summary><c>--all</c>, <c>--mutant NAME</c>: finds planted bugs. <c>--seeds FIRST..LAST</c>: none planted.</summary>
internal static class Program
{
    /// <summary>Seeds that a mutant may take to be found.</summary>
    private const ulong SeedsMax = 500;

    private static int Main(string[] args)
    {
        var minutes = TimeSpan.FromMinutes(args is [.., "--minutes", var given] ? double.Parse(given, CultureInfo.InvariantCulture) : 15);
        return args switch
        {
            ["--all", ..] => PlantedMutants.All.Count(mutant => !Hunt(mutant, minutes)),
            ["--mutant", var name, ..] => PlantedMutants.All.Where(mutant => mutant.Name == name).Count(mutant => !Hunt(mutant, minutes)),
            ["--seeds", var range, ..] => Sweep(range.Split(".."), minutes),
            _ => Usage(),
        };
    }

    private static int Usage()
    {
        Console.WriteLine("--all | --mutant NAME | --seeds FIRST..LAST, then --minutes N");
        return 2;
    }

    private static int Sweep(string[] range, TimeSpan minutes)
    {
        var sweep = new TrackSweep(minutes);
        sweep.Run(ulong.Parse(range[0], CultureInfo.InvariantCulture), ulong.Parse(range[^1], CultureInfo.InvariantCulture), static _ => false);
        Console.WriteLine(sweep);
        foreach (var outcome in sweep.Broken)
        {
            Console.WriteLine($"{outcome.Plan}\n    {outcome.Broken!.Message}");
        }

        Console.WriteLine(sweep.Broken.Count > 0 ? sweep.Story(sweep.Broken.First()) : "all promises held");
        return sweep.Broken.Count;
    }

    /// <summary>Found by its own checker, and that seed is clean without it.</summary>
    private static bool Hunt((string Name, string Checker, string What) mutant, TimeSpan minutes)
    {
        OrleansNaming.Mutation.Activate(mutant.Name);
        var hunt = new TrackSweep(minutes);
        hunt.Run(1, SeedsMax, outcome => outcome.Checker == mutant.Checker);
        OrleansNaming.Mutation.Activate(null);
        var others = string.Join(", ", hunt.Broken.GroupBy(outcome => outcome.Checker).Where(group => group.Key != mutant.Checker).Select(group => $"{group.Key} {group.Count()}"));
        if (hunt.Broken.FirstOrDefault(outcome => outcome.Checker == mutant.Checker) is not { } found)
        {
            Console.WriteLine($"MISSED   {mutant.Name} was not found by {mutant.Checker} in {SeedsMax} seeds; others found: {others}");
            return false;
        }

        var clean = TrackSeed.Run(TrackPlan.For(found.Plan.Seed, minutes));
        Console.WriteLine($"{(clean.Broken is null ? "FOUND   " : "UNCLEAN ")} {mutant.Name} by {mutant.Checker} in seed {found.Plan.Seed}{(others.Length > 0 ? $", before it {others}" : "")}: {found.Broken!.Message}");
        return clean.Broken is null;
    }
}
