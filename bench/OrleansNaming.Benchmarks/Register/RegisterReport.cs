using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Register;

/// <summary><c>register [rounds] [file]</c>: durable registrations a second, beside as many fsyncs.</summary>
internal static class RegisterReport
{
    private const int Each = 3_200;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var load = Load.Await();
        using var place = Place.New();
        await using var server = await BenchServer.StartAsync(place);
        using var disk = new BareDisk(place);
        using var http = new HttpClient();
        var times = await new RegisterRun(server, disk, http).RunAsync(rounds, Each);
        var report = Head(rounds, load, times) + Table(times);
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            await File.WriteAllTextAsync(args[2], report);
        }

        return 0;
    }

    private static string Head(int rounds, string load, RegisterTimes times) => string.Create(CultureInfo.InvariantCulture, $"""
        # Registering: durable registrations beside as many fsyncs

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- register {rounds} bench/results/register.md`

        One node with a state file, keys and the HTTP API. {RegisterRun.Clients} clients in its process, each waiting for its answer before it registers the next name; {Each:n0} new names
        of each kind a round, {rounds} rounds, by turns with as many bare writes with fsync. An answer means durable: about **{times.Group:f1}** registrations shared one sync.
        **Ratio** is the median over the rounds of a rate to that of the bare fsyncs in the same round. Rates are of a shared machine ({load}), clients included.


        """);

    private static string Table(RegisterTimes times)
    {
        var table = new StringBuilder("| | Median a second | least to most | Ratio to fsyncs | Ratio to HTTP alone |\n|---|---:|---|---:|---:|\n");
        Row(table, "bare write + fsync, one after the other", times.Fsync, times);
        Row(table, $"**registrations, {RegisterRun.Clients} clients in process**", times.InProcess, times);
        Row(table, $"**registrations, {RegisterRun.Clients} clients over HTTP/1.1**", times.OverHttp, times);
        Row(table, "`GET /v1/health`, the same clients: HTTP alone", times.Health, times);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, double[] rates, RegisterTimes times) =>
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {Turns.Median(rates):n0} | {rates.Min():n0} to {rates.Max():n0} | {Ratio(rates, times.Fsync):f2} | {Ratio(rates, times.Health):f2} |\n");

    private static double Ratio(double[] rates, double[] floor) => Turns.Median(rates.Zip(floor, (rate, bare) => rate / bare));
}
