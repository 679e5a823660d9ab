using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.TrackGroups;

namespace OrleansNaming.Benchmarks.FailOver;

/// <summary><c>failover connection [kills] [file]</c>: how long a track stands still when its owner is killed, in intervals (row E24).</summary>
internal static class FailOverReport
{
    private const string Track = "tick";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            await Console.Error.WriteLineAsync("failover CONNECTION [kills] [file]: the connection string of a PostgreSQL database whose tables may be made");
            return 2;
        }

        var kills = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 20;
        var report = new StringBuilder(Head(kills, Load.Await()));
        report.Append(Row("`Fenced`, on PostgreSQL", "4T + 1 s", await MeasureAsync(kills, new Dictionary<string, string> { ["Naming__Tracks__Level"] = "Fenced", ["Naming__Tracks__Postgres"] = args[1] })));
        report.Append(Row("`BestEffort`", "7T + 1 s", await MeasureAsync(kills, new Dictionary<string, string> { ["Naming__Tracks__Level"] = "BestEffort" })));
        Console.WriteLine(report);
        if (args.Length > 3)
        {
            await File.WriteAllTextAsync(args[3], report.ToString());
        }

        return 0;
    }

    private static string Head(int kills, string load) => $"""
        # Work tracks: how long a track stands still when its owner is killed

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- failover "Host=…" {kills} bench/results/failover.md`

        Three servers as processes on one machine, T = {Interval.TotalSeconds:0.#} s. The owner of a track is killed with `kill -9`, at a random moment, {kills} times; it is started again before the next. From the kill until the first record that ran for the next owner, in T:
        1.0 is an interval. The machine is shared ({load}), and what it takes away is in the figures.

        | | Median | Least | Most | Bound |
        |---|---:|---:|---:|---:|

        """;

    private static string Row(string level, string bound, IReadOnlyList<double> spans) =>
        string.Create(CultureInfo.InvariantCulture, $"| {level} | {Turns.Median(spans):f1} | {spans.Min():f1} | {spans.Max():f1} | {bound} |\n");

    private static async Task<IReadOnlyList<double>> MeasureAsync(int kills, Dictionary<string, string> settings)
    {
        var firsts = new ConcurrentDictionary<string, long>(); // by owner, since the last kill
        var lastOwner = "";
        settings[$"Naming__Tracks__Tracks__0"] = Track;
        await using var group = await MemberGroup.StartAsync(ticks: true, Interval, settings, line =>
        {
            if (line.Split(' ') is ["ran", var owner, var time])
            {
                firsts.TryAdd(owner, long.Parse(time, CultureInfo.InvariantCulture));
                Volatile.Write(ref lastOwner, owner);
            }
        });
        var spans = new List<double>();
        while (spans.Count < kills)
        {
            await MemberGroup.UntilAsync(() => Task.FromResult(Volatile.Read(ref lastOwner).Length > 0), "records run");
            await Task.Delay(Random.Shared.Next((int)Interval.TotalMilliseconds));
            var victim = group.Members.Single(member => member.Name == Volatile.Read(ref lastOwner));
            var killed = Stopwatch.GetTimestamp();
            await victim.KillAsync();
            firsts.Clear();
            await MemberGroup.UntilAsync(() => Task.FromResult(firsts.Keys.Any(owner => owner != victim.Name)), "the next owner runs a record");
            spans.Add(Stopwatch.GetElapsedTime(killed, firsts.First(first => first.Key != victim.Name).Value) / Interval);
            victim.Start();
            await group.CompleteAsync();
        }

        return spans;
    }
}
