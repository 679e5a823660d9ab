using System.Diagnostics;
using System.Globalization;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>
/// A process that watches its own replica: says <c>ready</c> when it holds the owner's service, and, asked by a line, when it read each change and
/// when it received each bare datagram, as timestamps of the clock that all processes of a machine share (CLOCK_MONOTONIC).
/// </summary>
internal static class WatcherProgram
{
    public static async Task<int> RunAsync(string name, Place place)
    {
        var (read, received) = (new long[Watched.ChangesMax], new long[Watched.ChangesMax]);
        using var bare = BareGroup.Receiver(place, number => received[number] = Stopwatch.GetTimestamp());
        await using var engine = await BenchNode.StartAsync(name, place);
        var handle = engine.Replica.GetHandle(Watched.Name);
        using var subscription = engine.Subscribe(_ => Note(read, Watched.ChangeIn(handle.Current)));
        await BenchNode.UntilAsync(() => handle.Current.Count > 0, "the owner's service is here");
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Line(read));
            Console.WriteLine(Line(received));
        }

        return 0;
    }

    /// <summary>What the replica shows now, and so everything before it that was not seen alone.</summary>
    private static void Note(long[] read, int change)
    {
        var now = Stopwatch.GetTimestamp();
        for (var i = change; i >= 0 && read[i] == 0; i--)
        {
            read[i] = now;
        }
    }

    private static string Line(long[] times) =>
        string.Join(' ', times.Take(Array.FindLastIndex(times, time => time != 0) + 1).Select(time => time.ToString(CultureInfo.InvariantCulture)));
}
