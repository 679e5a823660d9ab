using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Bulk;

/// <summary><c>bulk [rounds] [file]</c>: what a joiner does with an owner's snapshot, and with a dump of many owners (row B8b).</summary>
internal static class BulkReport
{
    private const int Owners = 1_000;
    private const int LinesOfEach = 10;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
        var load = Load.Await();
        var snapshot = Pages.Snapshot(Limits.RegistrationsPerOwner);
        var dump = Pages.Dump(Owners, LinesOfEach);
        var report = new StringBuilder(Head(rounds, load))
            .Append(Table($"One owner with {Limits.RegistrationsPerOwner:n0} registrations, {snapshot.Length / 1e6:f1} MB", CatchUp.Measure(rounds, Limits.RegistrationsPerOwner, snapshot)))
            .Append(Table($"{Owners:n0} owners with {LinesOfEach} registrations each, one dump of {dump.Length / 1e6:f1} MB", CatchUp.Measure(rounds, Owners * LinesOfEach, dump)))
            .ToString();
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            File.WriteAllText(args[2], report);
        }

        return 0;
    }

    private static string Head(int rounds, string load) => $"""
        # Catching up: a joiner's work on what it is sent

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- bulk {rounds} bench/results/bulk.md`

        One sealed reply, from its bytes to names that can be read, into an empty replica, on one thread; each line of the table does what the one above does, and more.
        By turns, {rounds} rounds. **Ratio** is the median over the rounds of a contender's time to the first one's in the same round; it and **Alloc** are what counts.
        Rates are of a shared machine ({load}).


        """;

    private static string Table(string title, IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder($"## {title}\n\n| | Lines a second | least to most | Ratio | Alloc a line |\n|---|---:|---|---:|---:|\n");
        foreach (var figure in figures)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {1e9 / figure.Median:n0} | {1e9 / figure.Most:n0} to {1e9 / figure.Least:n0} | {figure.Ratio:f2} | {figure.Allocated:f0} B |\n");
        }

        return table.Append('\n').ToString();
    }
}
