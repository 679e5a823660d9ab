using System.Globalization;
using System.Text;
using Npgsql;
using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Steps;

/// <summary><c>steps connection [rounds] [file]</c>: records of a decision track through three steps, beside plain SQL that does the same updates (rows E1–E4, E9, E13).</summary>
internal static class StepsReport
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            await Console.Error.WriteLineAsync("steps CONNECTION [rounds] [file]: the connection string of a PostgreSQL database whose tables may be made");
            return 2;
        }

        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
        await using var database = NpgsqlDataSource.Create($"{args[1]};Max Auto Prepare=32");
        var head = Head(rounds, Load.Await());
        await using var bench = await StepsBench.StartAsync(args[1], database);
        var report = new StringBuilder(head);
        foreach (var figure in bench.Measure(rounds))
        {
            report.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {1e9 / figure.Median:n0} | {1e9 / figure.Most:n0} to {1e9 / figure.Least:n0} | {figure.Ratio:f2} |\n");
        }

        Console.WriteLine(report);
        if (args.Length > 3)
        {
            await File.WriteAllTextAsync(args[3], report.ToString());
        }

        return 0;
    }

    private static string Head(int rounds, string load) => $"""
        # Decision tracks: records a second through three steps

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- steps "Host=…" {rounds} bench/results/steps.md`

        {(rounds + Turns.WarmUps) * StepsBench.Records:n0} records, {StepsBench.Records:n0} a round, the first {Turns.WarmUps} rounds to warm up: an event makes the owner gather them, and three servers, processes of their own, take them through three steps, each with a condition and a `SET`. Plain SQL makes the same three updates of the same rows from three connections of
        one process, prepared as ours are; it keeps no account of where a record stands, and nobody can be shut out of it. By turns, client, servers and PostgreSQL (with fsync) on one machine, which is shared ({load}). **Ratio** is the median over the rounds of the time a record to the first line's in the same round.

        | | Records a second | least to most | Ratio |
        |---|---:|---|---:|

        """;
}
