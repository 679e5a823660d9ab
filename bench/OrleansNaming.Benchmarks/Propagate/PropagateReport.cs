using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary><c>propagate [changes] [file]</c>: from a call to the last of three other processes, beside one fsync and one multicast.</summary>
internal static class PropagateReport
{
    /// <summary>Until every method on the way is compiled as it stays, in all four processes.</summary>
    private const int WarmUps = 20_000;

    /// <summary>What a change may take beyond one fsync.</summary>
    private const double Aim = 250;

    public static async Task<int> RunAsync(string[] args)
    {
        var changes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 600;
        var load = Load.Await();
        using var place = Place.New();
        var times = await new PropagateRun(place).RunAsync(WarmUps, changes);
        var report = Head(changes, load, times) + Table(times) + Stages(times);
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            await File.WriteAllTextAsync(args[2], report);
        }

        return 0;
    }

    private static string Head(int changes, string load, PropagateTimes times) => string.Create(CultureInfo.InvariantCulture, $"""
        # Propagating: a change beside one fsync and one multicast

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- propagate {changes} bench/results/propagate.md`

        Four node processes on loopback multicast, with keys and state files. One changes the port of its own service (`Bind` with `Replace`), {changes} times after
        {WarmUps} without a pause to warm up; a change counts from the call until it can be read in the **last** of the {PropagateRun.Watchers} other replicas. By turns, something every {PropagateRun.Pace.TotalMilliseconds:f0} ms:
        a change, a bare write of the same {times.WrittenBytes} bytes with its fsync to the same disk, a bare multicast of the same {times.SentBytes} bytes to the same processes (last receiver).
        Times are of a shared machine ({load}) and count only beside each other.


        """);

    private static string Table(PropagateTimes times)
    {
        var table = new StringBuilder("| | Median µs | p99 µs | Median ÷ fsync |\n|---|---:|---:|---:|\n");
        Row(table, "bare write + fsync", times.Fsync, times.Fsync);
        Row(table, "bare multicast, last of 3", times.Multicast, times.Fsync);
        Row(table, "**change → readable in the last of 3**", times.Change, times.Fsync);
        var beyond = times.Change.Median - times.Fsync.Median;
        var floor = times.Fsync.Median + times.Multicast.Median;
        return table.Append(CultureInfo.InvariantCulture, $"""

            Beyond one fsync, median to median: **{beyond:f0} µs** (aim: at most {Aim:f0} µs; {(beyond <= Aim ? "met" : "missed")}); against the fsync of its own turn: {times.BeyondFsync.Median:f0} µs.
            Ratio to the floor of one fsync and one multicast: **{times.Change.Median / floor:f2}**.


            """).ToString();
    }

    private static string Stages(PropagateTimes times)
    {
        var table = new StringBuilder("## Where the time goes\n\n| | Median µs | p99 µs | Median ÷ fsync |\n|---|---:|---:|---:|\n");
        foreach (var (name, sample) in times.Stages)
        {
            Row(table, name, sample, times.Fsync);
        }

        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, Sample sample, Sample floor) =>
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {sample.Median:f0} | {sample.At(0.99):f0} | {sample.Median / floor.Median:f2} |\n");
}
