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
            read in the **last** of the other silos. By turns with the same number of bytes to the same silos' bare grain services, which is one message of Orleans to each. Pauses of 5 ms; {rounds} rounds after {rounds / 2}.
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

            What is above the bare fan-out through Orleans, in steps measured apart on 3 silos: the grain's reply to the node, a hop between threads (30 µs); the owner's step, which applies and
            announces (30 µs); each message being acknowledged, while the bare one is one-way (25 µs); the receiver's step, which checks the digest and applies (25 µs); the rest is
            both cores being busy with these. The acknowledgement stays: it keeps the order, since Orleans hands each message that comes in to the thread pool.

            Tried by turns in one hour, on a busy machine (load average 8 to 36), 300 or 600 rounds a run, median of the runs' ratios:

            | | Runs | 3 silos | 8 silos |
            |---|---:|---:|---:|
            | as it is | 9 | 2.44 | 1.89 |
            | a notice that comes alone goes one-way, bursts are acknowledged | 5 | 2.29 | 1.68 |
            | that, and the grain tells the node in its process before it replies | 6 | 2.45 | 1.73 |

            Neither reaches 1.5; the steps of all silos of this process share two cores. One-way notices may change places, and a silo of an earlier build would hear next to none of them: left out for that price. The grain's early word brings nothing that can be measured there.
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
