using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Silo;
using OrleansNaming.SiloBenchmarks.Silos;

namespace OrleansNaming.SiloBenchmarks.Propagate;

internal static class PropagateReport
{
    public static async Task<string> MakeAsync(int rounds)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Propagating between silos: a change beside one bare fan-out

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- propagate {rounds} bench/results/silo-propagate.md`

            Silos in one process over TCP on loopback. One changes a tag of its own service; a change counts from the moment when its storage write is done until it can be
            read in the **last** of the other silos. By turns with the same number of bytes to the same silos' bare grain services, which is one message of Orleans to each. Pauses of 5 ms; {rounds} rounds after as many.
            Times are of a shared machine ({Load.Await()}) and count only beside each other.

            | | Median µs | p99 µs | Ratio of medians |
            |---|---:|---:|---:|
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

            What is above the bare fan-out through Orleans: the owner's step, which applies and announces, and each receiver's, which checks the digest and applies; of two receivers often one
            after the other on the same core. After 5 ms of silence the code and data of these steps are no longer in the caches. The grain tells the node of its process on its own thread that the
            write is done, which spares the wake-up that its reply takes. By multicast one datagram takes the place of the messages, and the steps are all that is above it.

            Tried and left out: notices that come alone go one-way, which did not reach 1.5 either. One-way notices may change places, a later version before an
            earlier one costs a fetch, and a silo of an earlier build would hear next to none of them.
            """);
        return text.ToString();
    }

    private static async Task AddAsync(StringBuilder text, NoticeCarrier notices, int count, int rounds)
    {
        await using var town = await SiloTown.StartAsync(count, notices: notices);
        var run = new PropagateRun(town);
        await run.RunAsync(rounds);
        var (bare, change) = (run.Bare, run.Changes);
        var by = notices == NoticeCarrier.Silos ? "through Orleans" : "by UDP multicast";
        text.AppendLine(CultureInfo.InvariantCulture, $"| bare fan-out, last of {count} silos | {bare.Median:F0} | {bare.At(0.99):F0} | 1.00 |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| **written → readable in the last of {count} silos, notices {by}** | {change.Median:F0} | {change.At(0.99):F0} | **{change.Median / bare.Median:F2}** |");
    }
}
