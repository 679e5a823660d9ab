using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;

namespace OrleansNaming.SiloBenchmarks.Join;

/// <summary>10,000 registrations on three silos; a fourth one joins: how long until it is warm, and what each silo's copy takes.</summary>
internal static class JoinReport
{
    private const int Registrations = 10_000;

    public static async Task<string> MakeAsync()
    {
        var load = Load.Await();
        await using var town = await SiloTown.StartAsync(3);
        var before = Managed();
        await Task.WhenAll(Enumerable.Range(0, Registrations).Select(i => town.Silos[i % 3].GetRequiredService<INamingEngine>()
            .CommitAsync(new Bind(Service(i), Replace: false), CancellationToken.None)));
        await HoldsAllAsync(town.Silos[0]);
        await HoldsAllAsync(town.Silos[1]);
        await HoldsAllAsync(town.Silos[2]);
        var perSilo = (Managed() - before) / 3.0;

        var started = Stopwatch.GetTimestamp();
        var fourth = await town.AddAsync();
        var silo = Stopwatch.GetElapsedTime(started);
        await HoldsAllAsync(fourth);
        var warm = Stopwatch.GetElapsedTime(started);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # A silo joins a directory of {Registrations:N0} registrations

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- join 1 bench/results/silo-join.md`

            3 silos in one process over TCP on loopback hold {Registrations:N0} services; a fourth one starts. Times are of a shared machine ({load}).

            | | |
            |---|---:|
            | start of the silo, its node's incarnation included | {silo.TotalSeconds:F2} s |
            | … and every registration readable there | {warm.TotalSeconds:F2} s |
            | managed memory per silo for {Registrations:N0} registrations, the own list and grain state included | {perSilo / 1024 / 1024:F1} MiB |
            """);
        return text.ToString();
    }

    private static async Task HoldsAllAsync(IServiceProvider silo)
    {
        var replica = silo.GetRequiredService<INamingEngine>().Replica;
        while (Enumerable.Range(0, Registrations).Any(i => replica.Resolve(NameOf(i)).Count == 0))
        {
            await Task.Delay(5);
        }
    }

    private static long Managed() => GC.GetTotalMemory(forceFullCollection: true);

    private static string NameOf(int i) => $"shop/eu/service-{i:D5}";

    private static Registration Service(int i) => new(NameOf(i), "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)] };
}
