using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Silo;
using OrleansNaming.SiloBenchmarks.Silos;

namespace OrleansNaming.SiloBenchmarks.Propagate;

internal static class PropagateReport
{
    private const int PausedShare = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<string> MakeAsync(int rounds)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Propagating between silos: a change beside one bare fan-out

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- propagate {rounds} bench/results/silo-propagate.md`

            Silos in one process over TCP on loopback. One changes a tag of its own service; a change counts from the moment when its storage write is done until it can be
            read in the **last** of the other silos. By turns with as many bytes to the same silos' bare grain services, one message of Orleans to each: until the last has **heard** it,
            one-way, and until the last **acknowledgement** is back. {rounds} rounds one after the other, after {PropagateRun.WarmUps} that do not count; then {rounds / PausedShare} with pauses of {Pause.TotalMilliseconds} ms.
            Medians; times are of a shared machine ({Load.Await()}) and count only beside each other.

            | Silos | Notices | Rounds | Bare, heard µs | Bare, acknowledged µs | **Written → readable µs** | p99 | × heard | × acknowledged |
            |---:|---|---|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var notices in Enum.GetValues<NoticeCarrier>())
        {
            foreach (var count in new[] { 3, 8 })
            {
                await AddAsync(text, notices, count, rounds);
            }
        }

        text.AppendLine("""

            Notices go through Orleans unless `Naming:Silo:Notices` says `Multicast`, which wants UDP between the silos: one datagram for all of them, and no message of Orleans.

            What is above the bare fan-out: the owner's step, which applies and announces, and each receiver's, which checks the digest and applies; of two receivers often one
            after the other on the same core. After a pause their code and data are no longer in the caches, and all times are several times longer.
            """);
        return text.ToString();
    }

    private static async Task AddAsync(StringBuilder text, NoticeCarrier notices, int count, int rounds)
    {
        await using var town = await SiloTown.StartAsync(count, notices: notices);
        var run = new PropagateRun(town);
        await run.RunAsync(PropagateRun.WarmUps, TimeSpan.Zero);
        Add("one after the other", await run.RunAsync(rounds, TimeSpan.Zero));
        Add(FormattableString.Invariant($"every {Pause.TotalMilliseconds} ms"), await run.RunAsync(rounds / PausedShare, Pause));

        void Add(string pace, PropagateTimes times)
        {
            var (heard, acknowledged, change) = (times.Heard.Median, times.Acknowledged.Median, times.Changes.Median);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {count} | {notices} | {pace} | {heard:F0} | {acknowledged:F0} | {change:F0} | {times.Changes.At(0.99):F0} | **{change / heard:F2}** | **{change / acknowledged:F2}** |");
        }
    }
}
