using System.Diagnostics;
using System.Net;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.Nodes;

namespace OrleansNaming.Benchmarks.Register;

/// <summary>
/// By turns in each round: as many bare fsyncs, new registrations by 16 clients of this process, by 16 HTTP clients, and calls that touch no disk by
/// the same 16. Each client waits for its answer before its next call; an answer to a registration says that it is durable.
/// </summary>
internal sealed class RegisterRun(BenchServer server, BareDisk disk, HttpClient http)
{
    public const int Clients = 16;

    private readonly byte[] _record = new byte[130]; // what one registration of these adds to the state file
    private int _registered;

    /// <param name="rounds">How many rounds.</param>
    /// <param name="each">Operations of each kind in a round.</param>
    public async Task<RegisterTimes> RunAsync(int rounds, int each)
    {
        var (fsync, inProcess, overHttp, health, groups) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        for (var round = -1; round < rounds; round++)
        {
            var at = Math.Max(0, round); // the first round is a warm-up, and written over
            fsync[at] = Rate(each, await TimeAsync(() => Task.Run(() => Fsync(each))));
            var before = server.Syncs;
            inProcess[at] = Rate(each, await TimeAsync(() => ShareAsync(each, CommitAsync)));
            groups[at] = each / (double)(server.Syncs - before);
            overHttp[at] = Rate(each, await TimeAsync(() => ShareAsync(each, PutAsync)));
            health[at] = Rate(each, await TimeAsync(() => ShareAsync(each, HealthAsync)));
        }

        return new RegisterTimes(fsync, inProcess, overHttp, health, Turns.Median(groups));
    }

    private static double Rate(int operations, TimeSpan took) => operations / took.TotalSeconds;

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static Task ShareAsync(int operations, Func<Task> operation) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < operations / Clients; i++)
            {
                await operation();
            }
        })));

    private void Fsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            disk.Write(_record);
        }
    }

    private async Task CommitAsync()
    {
        var name = $"payments/eu/service-{Interlocked.Increment(ref _registered):d6}";
        var registration = new Registration(name, "owner") { Endpoints = [new Endpoint("http", "10.20.30.1", 8080)] };
        var completed = await server.Engine.CommitAsync(new Bind(registration, Replace: false), CancellationToken.None);
        if (completed.Refusal != Refusal.None)
        {
            throw new InvalidOperationException(completed.Message);
        }
    }

    private async Task PutAsync()
    {
        var number = Interlocked.Increment(ref _registered);
        using var body = new StringContent("""{"endpoints":[{"host":"10.20.30.1","port":8080}],"leaseSeconds":3600}""", Encoding.UTF8, "application/json");
        using var response = await http.PutAsync(new Uri(server.Url, $"/v1/names/payments/eu/guest-{number:d6}?instance=guest-{number:d6}"), body);
        Expect(response);
    }

    private async Task HealthAsync()
    {
        using var response = await http.GetAsync(new Uri(server.Url, "/v1/health"));
        Expect(response);
    }

    private static void Expect(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{response.RequestMessage!.RequestUri}: {response.StatusCode}");
        }
    }
}
