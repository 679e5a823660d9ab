using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.Benchmarks.Dns;

/// <summary><c>dns [rounds] [file]</c>: questions a second beside unbound, each asked by dnsperf.</summary>
internal static class DnsReport
{
    private const int Seconds = 2;

    public static int Run(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
        var folder = System.IO.Directory.CreateTempSubdirectory("naming-dns-").FullName;
        var load = Load.Await();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var socket = DnsSockets.Open(new IPEndPoint(IPAddress.Loopback, 0)).Datagrams;
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var view = new DnsView(new DnsZone("naming"), DnsZoneOfBench.Replica(), () => null);
        using var ours = new DnsDatagrams(socket, view, new ResponsePace(0, TimeProvider.System), new DnsMeter(services.GetRequiredService<IMeterFactory>()));
        var other = Ports.Udp();
        using var unbound = new Unbound(folder, other);
        var report = new StringBuilder(Head(rounds, load)).Append(Table("A", DnsType.A, folder, port, other, rounds)).Append(Table("SRV", DnsType.Srv, folder, port, other, rounds)).ToString();
        report += Deciding(view);
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            File.WriteAllText(args[2], report);
        }

        System.IO.Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static string Head(int rounds, string load) => $"""
        # DNS: questions a second, beside unbound

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- dns {rounds} bench/results/dns.md`

        1,000 names with three instances each, over UDP on loopback, with EDNS; unbound holds the same records as local data, with one thread. dnsperf asked them by turns, {rounds} rounds of {Seconds} s after
        one to warm up; every answer was NOERROR. Our answers to SRV have the addresses in the additional section, unbound's have none. **Ratio** is the median over the rounds of ours to unbound's in
        the same round, and what counts; above 1 is more. Rates are of a shared machine, dnsperf included ({load}).


        """;

    private static string Table(string title, DnsType type, string folder, int ours, int unbound, int rounds)
    {
        var questions = Path.Combine(folder, title);
        File.WriteAllLines(questions, DnsZoneOfBench.Questions(type));
        var taken = new List<(double Unbound, double Ours)>();
        for (var round = -1; round < rounds; round++)
        {
            var pair = (DnsPerf.Run(unbound, questions, Seconds), DnsPerf.Run(ours, questions, Seconds));
            if (round >= 0)
            {
                taken.Add(pair);
            }
        }

        return $"## {title}\n\n| | Questions a second | least to most | Ratio |\n|---|---:|---|---:|\n"
            + Line("unbound 1.x, local data", taken.Select(pair => pair.Unbound), taken.Select(_ => 1.0))
            + Line("this directory", taken.Select(pair => pair.Ours), taken.Select(pair => pair.Ours / pair.Unbound)) + "\n";
    }

    private static string Line(string name, IEnumerable<double> rates, IEnumerable<double> ratios)
    {
        var sorted = rates.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(sorted):n0} | {sorted[0]:n0} to {sorted[^1]:n0} | {Median([.. ratios.Order()]):f2} |\n");
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];

    /// <summary>Without sockets: from a question's bytes to the reply's.</summary>
    private static string Deciding(DnsView view)
    {
        const int Count = 200_000;
        var text = new StringBuilder("## Deciding alone, without sockets\n\n| | ns | Alloc |\n|---|---:|---:|\n");
        foreach (var type in (DnsType[])[DnsType.A, DnsType.Srv])
        {
            byte[][] questions = [.. DnsZoneOfBench.Messages(type)];
            var reply = new byte[DnsReply.DatagramBytes];
            double best = double.MaxValue;
            long allocated = 0;
            for (var round = 0; round < 10; round++)
            {
                var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
                for (var i = 0; i < Count; i++)
                {
                    DnsResponder.Answer(questions[i % questions.Length], view, isStream: false, (uint)i, reply, out _);
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
                allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
            }

            text.Append(CultureInfo.InvariantCulture, $"| {(type == DnsType.A ? "A" : "SRV")} | {best:n0} | {allocated} B |\n");
        }

        return text.Append("\nThe fastest of ten rounds.\n").ToString();
    }
}
