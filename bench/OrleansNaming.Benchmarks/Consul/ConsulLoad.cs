using System.Diagnostics;
using OrleansNaming.Benchmarks.Measuring;

namespace OrleansNaming.Benchmarks.Consul;

/// <summary>Clients that ask one question after the other, each timed.</summary>
internal static class ConsulLoad
{
    public const int Clients = 16;

    /// <summary>Questions of one client in a round.</summary>
    private const int Each = 500;

    /// <returns>Questions a second, and how long each took.</returns>
    public static async Task<(double Rate, Sample Times)> RunAsync(Func<int, Task> ask)
    {
        var times = new double[Clients * Each];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var before = Stopwatch.GetTimestamp();
                await ask((client * Each) + i);
                times[(client * Each) + i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
            }
        })));
        return (times.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, new Sample(times));
    }
}
