using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;

namespace OrleansNaming.SiloBenchmarks.Register;

/// <summary>Registrations one after the other, each durable in grain storage, by turns with a grain that writes as many bytes and does nothing else.</summary>
internal static class RegisterReport
{
    private const int Names = 400;

    public static async Task<string> MakeAsync(int rounds)
    {
        await using var town = await SiloTown.StartAsync(1);
        var engine = town.Silos[0].GetRequiredService<INamingEngine>();
        var bare = town.Silos[0].GetRequiredService<IGrainFactory>().GetGrain<IBareStateGrain>(0);
        var (ours, floors, together) = (new List<double>(), new List<double>(), new List<double>());
        var load = Load.Await();
        for (var round = -2; round < rounds; round++)
        {
            var written = new long[Names];
            var alone = await TimeAsync(
                async i =>
                {
                    await RegisterAsync(engine, $"r{round + 2}-{i}");
                    written[i] = TimedStorage.LastBytes;
                },
                inParallel: 1);
            var floor = await TimeAsync(i => bare.WriteAsync(new byte[written[i] / 4 * 3]), inParallel: 1); // as JSON, 3 bytes are 4
            var sixteen = await TimeAsync(i => RegisterAsync(engine, $"p{round + 2}-{i}"), inParallel: 16);
            await ClearAsync(engine, round + 2);
            if (round >= 0)
            {
                ours.Add(alone);
                floors.Add(floor);
                together.Add(sixteen);
            }
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Registering through a grain: beside WriteStateAsync alone

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- register {rounds} bench/results/silo-register.md`

            One silo with storage in memory. {Names} new names a round and kind, {rounds} rounds by turns, each answered when durable in grain storage. The floor: a grain of the same
            silo that writes as many bytes. Times are of a shared machine ({load}).

            | | Median µs each | Ratio |
            |---|---:|---:|
            | `WriteStateAsync` alone, one after the other | {Turns.Median(floors):F0} | 1.00 |
            | **registrations, one after the other** | {Turns.Median(ours):F0} | **{Turns.Median(ours.Zip(floors, (a, b) => a / b)):F2}** |
            | registrations, 16 at once | {Turns.Median(together):F0} | {Turns.Median(together.Zip(floors, (a, b) => a / b)):F2} |
            """);
        return text.ToString();
    }

    private static async Task<double> TimeAsync(Func<int, Task> work, int inParallel)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inParallel).Select(async lane =>
        {
            for (var i = lane; i < Names; i += inParallel)
            {
                await work(i);
            }
        }));
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Names;
    }

    private static async Task RegisterAsync(INamingEngine engine, string name)
    {
        var registration = new Registration(name, "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)] };
        var completed = await engine.CommitAsync(new Bind(registration, Replace: true), CancellationToken.None);
        Trace.Assert(completed.Refusal == Refusal.None, completed.Message);
    }

    private static Task<Completed[]> ClearAsync(INamingEngine engine, int round) => Task.WhenAll(
        Enumerable.Range(0, Names).SelectMany(i => new[] { $"r{round}-{i}", $"p{round}-{i}" }).Select(name => engine.CommitAsync(new Unbind(name, "one"), CancellationToken.None)));
}
