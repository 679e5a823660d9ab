using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Resolve;

/// <summary><c>resolve [rounds] [file]</c>: measures the replica against its floors in one run and writes the table.</summary>
internal static class ResolveReport
{
    public static int Run(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 31;
        var memory = Memory.Measure();
        var (bare, replica) = (Directory.Bare(), Directory.Replica());
        var (lookups, writes) = (new Lookups(bare, replica), new Writes(bare, replica));
        var report = new StringBuilder(Head(rounds))
            .Append(Table("By handle, 256 names", "ns", 1, lookups.Handles(256, rounds)))
            .Append(Table("By handle, 100,000 names in random order", "ns", 1, lookups.Handles(Directory.Names, rounds)))
            .Append(Table("By name, 256 names", "ns", 1, lookups.Names(256, rounds)))
            .Append(Table("By name, 100,000 names in random order", "ns", 1, lookups.Names(Directory.Names, rounds)))
            .Append(Table("One changed line of a server with 10,000", "µs", 1_000, writes.OneLine(rounds)))
            .Append(Table("A snapshot of 10,000 lines, per line", "µs", 1_000, Writes.Snapshot(Math.Max(3, rounds / 3))))
            .Append(MemoryTable(memory))
            .ToString();
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            File.WriteAllText(args[2], report);
        }

        return 0;
    }

    private static string Head(int rounds) => $"""
        # Resolving: the replica against its floors

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- resolve {rounds} bench/results/resolve.md`

        {Directory.Names:n0} names with {Directory.Instances} instances each, of {Directory.Servers} servers;
        the bare dictionary and the replica got them in the same order. The contenders of a table ran by turns, {rounds} rounds, in one process.
        **Ratio** is the median over the rounds of a contender's time to the first one's in the same round; it and **Alloc** are what counts. Times are of a shared machine.


        """.Replace("        ", "", StringComparison.Ordinal);

    private static string Table(string title, string unit, double scale, IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder($"## {title}\n\n| | Median {unit} | least to most | Ratio | Alloc |\n|---|---:|---|---:|---:|\n");
        foreach (var figure in figures)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Median / scale:f2} | {figure.Least / scale:f2} to {figure.Most / scale:f2} | {figure.Ratio:f2} | {figure.Allocated:f0} B |\n");
        }

        return table.Append('\n').ToString();
    }

    private static string MemoryTable(IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder("## Memory per name with three instances\n\n| | Bytes | Ratio |\n|---|---:|---:|\n");
        foreach (var figure in figures)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Allocated:f0} | {figure.Ratio:f2} |\n");
        }

        return table.ToString();
    }
}
