using System.Globalization;
using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Listing;

/// <summary><c>tree [rounds] [file]</c>: 10,000 names under one context are listed while 5,000 updates a second arrive, and at rest, by turns (row B14).</summary>
internal static class TreeReport
{
    private const int Names = 10_000;
    private const int UpdatesPerSecond = 5_000;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
        var load = Load.Await();
        using var town = new BusyTown(Names);
        var (rest, busy) = (new List<Listed>(), new List<Listed>());
        town.Look();
        for (var round = 0; round < rounds; round++)
        {
            rest.Add(town.Look());
            town.Begin(UpdatesPerSecond);
            busy.Add(town.Look());
            town.End();
        }

        var report = Report(rounds, load, rest, busy, town);
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            File.WriteAllText(args[2], report);
        }

        return 0;
    }

    private static string Report(int rounds, string load, List<Listed> rest, List<Listed> busy, BusyTown town)
    {
        var torn = rest.Concat(busy).Sum(listed => listed.Torn);
        var text = new System.Text.StringBuilder($"""
            # Listing a large context while it changes

            `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- tree {rounds} bench/results/tree.md`

            {Names:n0} names under one context, listed in pages of 1,000 with their objects; one thread applies {UpdatesPerSecond:n0} updates a second ({town.Rate():n0} reached), each a version that gives the first and the last
            name of a page one weight; another thread resolves. By turns, {rounds} rounds; medians, and the ratio of the two in the same round. Rates are of a shared machine ({load}).

            | | at rest | with updates | Ratio |
            |---|---:|---:|---:|
            | list all {Names:n0}, ms | {Median(rest, l => l.Milliseconds):f1} | {Median(busy, l => l.Milliseconds):f1} | {Ratio(rest, busy, l => l.Milliseconds):f2} |
            | one resolve beside it, ns | {Median(rest, l => l.ResolveNanoseconds):f0} | {Median(busy, l => l.ResolveNanoseconds):f0} | {Ratio(rest, busy, l => l.ResolveNanoseconds):f2} |

            """);
        text.Append(CultureInfo.InvariantCulture, $"\nPages that showed half of a version, or a name twice or not at all: {torn} of {rest.Concat(busy).Sum(listed => listed.Pages):n0}.\n");
        return text.ToString();
    }

    private static double Median(List<Listed> all, Func<Listed, double> of)
    {
        double[] sorted = [.. all.Select(of).Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Ratio(List<Listed> rest, List<Listed> busy, Func<Listed, double> of)
    {
        double[] ratios = [.. rest.Zip(busy, (one, other) => of(other) / of(one)).Order()];
        return ratios[ratios.Length / 2];
    }
}
