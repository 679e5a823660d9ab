using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Grains;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;

namespace OrleansNaming.SiloBenchmarks.Resolve;

/// <summary>Resolving in a silo's memory beside a dictionary, and from an Orleans client beside a call that returns the same bytes.</summary>
internal static class ResolveReport
{
    private const int Names = 1_000;
    private const int Lookups = 200_000;
    private const int Calls = 500;

    public static async Task<string> MakeAsync(int rounds)
    {
        await using var town = await SiloTown.StartAsync(3);
        var engine = town.Silos[0].GetRequiredService<INamingEngine>();
        await Task.WhenAll(Enumerable.Range(0, Names).Select(i => engine.CommitAsync(new Bind(Service(i), Replace: false), CancellationToken.None)));
        var reader = town.Silos[2].GetRequiredService<INamingEngine>();
        while (reader.Replica.Resolve(NameOf(Names - 1)).Count == 0)
        {
            await Task.Delay(20);
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Resolving with silos

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- resolve {rounds} bench/results/silo-resolve.md`

            3 silos in one process over TCP on loopback, {Names} names. {rounds} rounds by turns; **Ratio** is the median over the rounds. Times are of a shared machine ({Load.Await()}).

            ## In a silo's own memory

            | | Median ns | Ratio | Alloc |
            |---|---:|---:|---:|
            """);
        foreach (var figure in InMemory(reader, rounds))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Median:F1} | {figure.Ratio:F2} | {figure.Allocated:F0} B |");
        }

        var (bare, resolve) = await FromClientAsync(town, rounds);
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            ## From an Orleans client without a replica, one call after the other

            | | Median µs | Ratio |
            |---|---:|---:|
            | bare stateless worker that returns the same {BareAnswerGrain.Ready.Length} bytes | {Turns.Median(bare):F1} | 1.00 |
            | **`INamingClient.ResolveAsync`** | {Turns.Median(resolve):F1} | **{Turns.Median(resolve.Zip(bare, (a, b) => a / b)):F2}** |
            """);
        return text.ToString();
    }

    private static IReadOnlyList<Figure> InMemory(INamingEngine reader, int rounds)
    {
        string[] names = [.. Enumerable.Range(0, Names).Select(NameOf)]; // other objects than the stored ones, as a caller's are
        var slots = new ConcurrentDictionary<string, StrongBox<InstanceSet>>(
            Enumerable.Range(0, Names).Select(NameOf).Select(name => KeyValuePair.Create(name, new StrongBox<InstanceSet>(reader.Replica.Resolve(name)))));
        INamingReplica replica = reader.Replica;
        return Turns.Measure(
            rounds,
            new Contender("`ConcurrentDictionary.TryGetValue` of a slot, and a read of it", Lookups, () => Find(slots, names)),
            new Contender("**`INamingReplica.Resolve`**", Lookups, () => Resolve(replica, names)));
    }

    private static long Find(ConcurrentDictionary<string, StrongBox<InstanceSet>> slots, string[] names)
    {
        var sum = 0L;
        for (var i = 0; i < Lookups; i++)
        {
            sum += slots.TryGetValue(names[i % Names], out var slot) ? slot.Value.Count : 0;
        }

        return sum;
    }

    private static long Resolve(INamingReplica replica, string[] names)
    {
        var sum = 0L;
        for (var i = 0; i < Lookups; i++)
        {
            sum += replica.Resolve(names[i % Names]).Count;
        }

        return sum;
    }

    private static async Task<(List<double> Bare, List<double> Resolve)> FromClientAsync(SiloTown town, int rounds)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(town.Gateways.ToArray());
            client.UseNaming(naming => (naming.Cluster, naming.KeepReplica) = ("bench", false));
        });
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var naming = host.Services.GetRequiredService<INamingClient>();
        BareAnswerGrain.Ready = await grains.GetGrain<INamingGrain>(0).ResolveAsync(NameOf(1));
        var (bare, resolve) = (new List<double>(), new List<double>());
        for (var round = -3; round < rounds; round++)
        {
            var floor = await TimeAsync(async i => (await grains.GetGrain<IBareAnswerGrain>(0).AnswerAsync(NameOf(i % Names))).Length);
            var ours = await TimeAsync(async i => (await naming.ResolveAsync(NameOf(i % Names), null, CancellationToken.None)).Count);
            if (round >= 0)
            {
                bare.Add(floor);
                resolve.Add(ours);
            }
        }

        await host.StopAsync();
        return (bare, resolve);
    }

    private static async Task<double> TimeAsync(Func<int, Task<int>> call)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            _ = await call(i);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Calls;
    }

    private static string NameOf(int i) => $"shop/eu/service-{i:D4}";

    private static Registration Service(int i) => new(NameOf(i), "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)] };
}
