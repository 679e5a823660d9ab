using System.Diagnostics;

namespace OrleansNaming.Benchmarks.Measuring;

/// <summary>
/// Lets contenders run by turns, many short rounds, and compares them round by round: other work on the machine then falls on all of
/// them alike. The first is the floor.
/// </summary>
internal static class Turns
{
    /// <summary>Rounds before those that count.</summary>
    public const int WarmUps = 3;

    /// <summary>Keeps what the contenders return alive.</summary>
    public static long Sink { get; private set; }

    public static IReadOnlyList<Figure> Measure(int rounds, params Contender[] contenders)
    {
        var times = contenders.Select(_ => new double[rounds]).ToArray();
        var bytes = new double[contenders.Length];
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var (time, allocated) = Once(contenders[i]);
                if (round >= 0)
                {
                    times[i][round] = time;
                    bytes[i] = allocated;
                }
            }
        }

        return [.. contenders.Select((contender, i) => Summary(contender.Name, times[i], times[0], bytes[i]))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static (double Time, double Allocated) Once(Contender contender)
    {
        contender.Prepare?.Invoke();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Sink += contender.Run();
        var took = Stopwatch.GetElapsedTime(start).TotalNanoseconds / contender.Operations;
        return (took, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)contender.Operations);
    }

    private static Figure Summary(string name, double[] times, double[] floor, double allocated) =>
        new(name, Median(times), times.Min(), times.Max(), Median(times.Select((time, round) => time / floor[round])), allocated);
}
