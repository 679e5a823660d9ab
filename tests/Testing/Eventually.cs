using System.Diagnostics;

namespace OrleansNaming.Testing;

/// <summary>
/// For processes seen from outside, which announce nothing: asks again and again until a deadline, and then says what was last seen.
/// Inside a process wait for the event itself.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task<T> Holds<T>(Func<Task<T>> look, Predicate<T> wanted, string what, TimeSpan? within = null)
    {
        var (start, limit) = (Stopwatch.GetTimestamp(), within ?? TimeSpan.FromSeconds(15));
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"not within {limit.TotalSeconds:0} s: {what}; last seen: {Print(seen)}");
            }

            await Task.Delay(Between, TestContext.Current.CancellationToken);
        }
    }

    private static string Print<T>(T seen) => seen is IEnumerable<string> lines ? $"[{string.Join(" | ", lines)}]" : $"{seen}";
}
