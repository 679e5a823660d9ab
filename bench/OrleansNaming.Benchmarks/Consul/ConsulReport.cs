using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Consul;

/// <summary><c>consul [rounds] [file]</c>: health queries beside etcd's range, what a change costs watchers of other names, and what a waiting question holds.</summary>
internal static class ConsulReport
{
    private const int Names = 10_000;
    private const int Servers = 3;
    private const int Watchers = 1_000;
    private const int Changes = 500;

    /// <summary>A handler that does nothing but wait: what a waiting request holds at all.</summary>
    private const string Hold = "/hold";

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var load = Load.Await();
        using var place = Place.New();
        await using var server = await BenchServer.StartAsync(
            place, api => (api.WatchersMax, api.WatchersPerCallerMax, api.ConnectionsMax) = (2 * Watchers, 2 * Watchers, 3 * Watchers), Map);
        using var etcd = new Etcd(place.Folder);
        await FillAsync(server, etcd);
        var report = Head(rounds, load) + await RatesAsync(server, etcd, rounds) + await WatchersAsync(server, rounds);
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            await File.WriteAllTextAsync(args[2], report);
        }

        return 0;
    }

    private static void Map(WebApplication app)
    {
        app.MapConsulApi();
        app.MapGet(Hold, static context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
    }

    private static string NameOf(int i) => $"service-{i % Names:d5}";

    private static string Path(int i) => $"/v1/health/service/{NameOf(i)}";

    private static Registration Service(int i, int server, int port) => new(NameOf(i), $"i{server}") { Endpoints = [new Endpoint("http", $"10.{server}.{i / 256}.{i % 256}", port)], Tags = ["v1"] };

    private static async Task FillAsync(BenchServer server, Etcd etcd)
    {
        await StartedAsync(etcd);
        for (var first = 0; first < Names; first += 1_000)
        {
            await Task.WhenAll(Enumerable.Range(first, 1_000).SelectMany(i => Enumerable.Range(0, Servers), (i, which) => CommitAsync(server, Service(i, which, 8_080), etcd, which)));
        }
    }

    private static async Task CommitAsync(BenchServer server, Registration service, Etcd? etcd, int which)
    {
        var completed = await server.Engine.CommitAsync(new Bind(service, Replace: true), CancellationToken.None);
        if (completed.Refusal != Refusal.None)
        {
            throw new InvalidOperationException(completed.Message);
        }

        if (etcd is not null)
        {
            await etcd.PutAsync($"services/{service.Name}/{which}", $$"""{"id":"{{service.InstanceId}}","address":"{{service.Endpoints[0].Host}}","port":8080,"tags":["v1"],"checks":[{"id":"serfHealth","status":"passing"}]}""");
        }
    }

    private static async Task StartedAsync(Etcd etcd)
    {
        for (var left = 200; ; left--)
        {
            try
            {
                await etcd.PutAsync("started", "1");
                return;
            }
            catch (Exception notYet) when (left > 0 && notYet is HttpRequestException or InvalidOperationException)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string Head(int rounds, string load) => $"""
        # Consul's API: health queries beside etcd's range, and what waits

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- consul {rounds} bench/results/consul.md`

        One node with {Names:n0} names of {Servers} instances each, asked by `GET /v1/health/service/NAME` over HTTP/1.1; etcd of the system, one node, asked by gRPC for the three keys of a name, with values of as much as is known here
        of an instance. {ConsulLoad.Clients} clients in this process, each waiting for its answer, by turns in {rounds} rounds after one to warm up. **Ratio** is the median over the rounds of ours to etcd's in the same round, and what
        counts. Rates and times are of a shared machine, clients included ({load}); etcd has its own process, this node shares the clients' one.


        """;

    private static async Task<string> RatesAsync(BenchServer server, Etcd etcd, int rounds)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = ConsulLoad.Clients }) { BaseAddress = server.Url };
        var taken = new List<((double Rate, Sample Times) Etcd, (double Rate, Sample Times) Ours)>();
        long bytes = 0, theirs = 0;
        for (var round = -1; round < rounds; round++)
        {
            var pair = (
                await ConsulLoad.RunAsync(async i => theirs = await etcd.RangeAsync($"services/{NameOf(i * 7)}/")),
                await ConsulLoad.RunAsync(async i => bytes = (await http.GetByteArrayAsync(new Uri(Path(i * 7), UriKind.Relative))).Length));
            if (round >= 0)
            {
                taken.Add(pair);
            }
        }

        var table = new StringBuilder("## Questions a second\n\n| | Questions a second | Ratio | p50 µs | p99 µs | Ratio of p99 | Bytes |\n|---|---:|---:|---:|---:|---:|---:|\n");
        Row(table, "etcd, range over gRPC", [.. taken.Select(pair => pair.Etcd)], [.. taken.Select(pair => pair.Etcd)], theirs);
        Row(table, "**health of a service, Consul's API**", [.. taken.Select(pair => pair.Ours)], [.. taken.Select(pair => pair.Etcd)], bytes);
        return table.Append('\n').ToString();
    }

    private static void Row(StringBuilder table, string name, (double Rate, Sample Times)[] runs, (double Rate, Sample Times)[] floor, long bytes) => table.Append(
        CultureInfo.InvariantCulture,
        $"| {name} | {Turns.Median(runs.Select(run => run.Rate)):n0} | {Turns.Median(runs.Zip(floor, (run, bare) => run.Rate / bare.Rate)):f2} | {Turns.Median(runs.Select(run => run.Times.Median)):n0} | {Turns.Median(runs.Select(run => run.Times.At(0.99))):n0} | {Turns.Median(runs.Zip(floor, (run, bare) => run.Times.At(0.99) / bare.Times.At(0.99))):f2} | {bytes:n0} |\n");

    private static async Task<string> WatchersAsync(BenchServer server, int rounds)
    {
        var alone = await ChangesAsync(server, rounds);
        var (_, bare) = await HeldByAsync(server, _ => Hold, static _ => Task.CompletedTask);
        var text = "";
        var (connection, waiting) = await HeldByAsync(server, Path, async sockets => text = await BesideAsync(server, sockets, rounds, alone));
        return text + string.Create(CultureInfo.InvariantCulture, $"""
            ## What a waiting question holds

            {Watchers:n0} of each, after as many connections had come and gone, so that what the web server keeps for the next ones is not counted.

            | Managed memory of the server | Bytes each |
            |---|---:|
            | a connection that is open and idle | {connection:n0} |
            | a request that waits on it, in a handler that does nothing else: the web server's own part | {bare:n0} |
            | a question of Consul's that waits on it | {waiting:n0} |
            | **so of naming's own** (aim: at most 4,096) | {waiting - bare:n0} |

            """);
    }

    /// <summary>What each connection holds, and what each waiting request holds beside it.</summary>
    private static async Task<(long Connection, long Waiting)> HeldByAsync(BenchServer server, Func<int, string> path, Func<ParkedSockets, Task> meanwhile)
    {
        using var sockets = new ParkedSockets(server.Url, Watchers);
        var before = Held();
        sockets.Connect(Path);
        var connected = Held();
        sockets.Park(path);
        await Task.Delay(TimeSpan.FromSeconds(2)); // All of them have come to their wait.
        var parked = Held();
        await meanwhile(sockets);
        return ((connected - before) / Watchers, (parked - connected) / Watchers);
    }

    private static async Task<string> BesideAsync(BenchServer server, ParkedSockets sockets, int rounds, (double Time, double Bytes) alone)
    {
        var beside = await ChangesAsync(server, rounds);
        var answered = sockets.Answered;
        await CommitAsync(server, Service(7, 0, 9_999), null, 0);
        await BenchNode.UntilAsync(() => sockets.Answered > answered, "the watcher of the name that changed is answered");
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Watchers of other names

            {Watchers:n0} questions wait, each for another of the {Names:n0} names, over connections of their own, while a name that nobody waits for changes {Changes:n0} times a round: **{answered}** of them were answered by those changes; then the name
            of one changed, and {sockets.Answered} was.

            | | µs a change | Bytes a change |
            |---|---:|---:|
            | nobody waits | {alone.Time:n0} | {alone.Bytes:n0} |
            | {Watchers:n0} wait for other names | {beside.Time:n0} | {beside.Bytes:n0} |

            A change is durable (one sync) before it is told, which is most of its time.


            """);
    }

    /// <summary>The median round of changes, one after the other, of a name that nobody waits for.</summary>
    private static async Task<(double Time, double Bytes)> ChangesAsync(BenchServer server, int rounds)
    {
        var (times, bytes) = (new double[rounds], new double[rounds]);
        for (var round = -1; round < rounds; round++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
            for (var i = 0; i < Changes; i++)
            {
                await CommitAsync(server, Service(Names - 1, 0, 10_000 + i), null, 0);
            }

            (times[Math.Max(0, round)], bytes[Math.Max(0, round)]) = (Stopwatch.GetElapsedTime(start).TotalMicroseconds / Changes, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Changes);
        }

        return (Turns.Median(times), Turns.Median(bytes));
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
