using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Benchmarks.Tracks;

/// <summary><c>tracks connection [rounds] [file]</c>: what the fence costs, on the PostgreSQL of that connection string and on a SQLite file (row E27).</summary>
internal static class TracksReport
{
    private static readonly int[] WorkerCounts = [1, 3, 5];

    public static int Run(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("tracks CONNECTION [rounds] [file]: the connection string of a PostgreSQL database whose tables may be made");
            return 2;
        }

        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 15;
        var report = RunAsync(args[1], rounds).GetAwaiter().GetResult();
        Console.WriteLine(report);
        if (args.Length > 3)
        {
            File.WriteAllText(args[3], report);
        }

        return 0;
    }

    private static async Task<string> RunAsync(string connection, int rounds)
    {
        var report = new StringBuilder(Head(rounds, Load.Await()));
        await using (var database = TrackDatabase.Postgres(connection))
        await using (var plain = NpgsqlDataSource.Create(connection))
        {
            report.Append(await TablesAsync("PostgreSQL", database, plain, rounds));
        }

        var folder = Directory.CreateTempSubdirectory("naming-bench-");
        var path = Path.Combine(folder.FullName, "tracks.db");
        await using (var database = TrackDatabase.Sqlite(path))
        await using (var plain = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString()))
        {
            report.Append(await TablesAsync("SQLite", database, plain, rounds));
        }

        folder.Delete(recursive: true);
        return report.ToString();
    }

    private static string Head(int rounds, string load) => $"""
        # Work tracks: what the fence costs

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- tracks "Host=…" {rounds} bench/results/tracks.md`

        Workers of one owner take {TrackBench.Blocks} blocks of {TrackBench.RecordsEach} records and do each: mark it done, and add a row elsewhere. Plain SQL changes the same rows in as many transactions, without a
        token to check; on SQLite a plain writer that finds the file busy sleeps 150 ms, as its provider does. By turns, {rounds} rounds, client and database on one machine. **Ratio** is the median over the rounds of the fenced time to the plain one in the same round, and is what counts.
        Rates are of a shared machine ({load}).


        """;

    private static async Task<string> TablesAsync(string name, TrackDatabase database, DbDataSource plain, int rounds)
    {
        var bench = new TrackBench(database, plain);
        await bench.PrepareAsync();
        var table = new StringBuilder($"## {name}\n\n| Workers | | Records a second | least to most | Blocks a second | Ratio |\n|---:|---|---:|---|---:|---:|\n");
        foreach (var workers in WorkerCounts)
        {
            foreach (var figure in bench.Measure(rounds, workers))
            {
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"| {workers} | {figure.Name} | {1e9 / figure.Median:n0} | {1e9 / figure.Most:n0} to {1e9 / figure.Least:n0} | {1e9 / figure.Median / TrackBench.RecordsEach:f1} | {figure.Ratio:f2} |\n");
            }
        }

        return table.Append('\n').ToString();
    }
}
