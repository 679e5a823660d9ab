using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;
using OrleansNaming.SiloBenchmarks.Stores;

namespace OrleansNaming.SiloBenchmarks.Register;

/// <summary>Registrations one after the other, each durable in grain storage, by turns with a grain that writes the same bytes and does nothing else.</summary>
internal sealed class RegisterRun(SiloTown town, int names)
{
    private const int WarmUps = 2;

    private readonly INamingEngine _engine = town.Silos[0].GetRequiredService<INamingEngine>();
    private readonly IBareStateGrain _bare = town.Silos[0].GetRequiredService<IGrainFactory>().GetGrain<IBareStateGrain>(0);
    private readonly List<double> _ours = [];
    private readonly List<double> _floors = [];
    private readonly List<double> _together = [];
    private readonly List<double> _bytes = [];

    /// <summary>Microseconds of one <c>WriteStateAsync</c>.</summary>
    public double Floor => Turns.Median(_floors);

    public double Alone => Turns.Median(_ours);

    public double AloneRatio => Turns.Median(_ours.Zip(_floors, (ours, floor) => ours / floor));

    public double Together => Turns.Median(_together);

    public double TogetherRatio => Turns.Median(_together.Zip(_floors, (ours, floor) => ours / floor));

    /// <summary>What one write has on average; as JSON it is a third more.</summary>
    public double Bytes => _bytes.Average();

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds + WarmUps; round++)
        {
            var written = new byte[names][];
            var alone = await TimeAsync(i => RegisterNotedAsync($"r{round}-{i}", i, written), inParallel: 1);
            var floor = await TimeAsync(i => _bare.WriteAsync(written[i]), inParallel: 1);
            var together = await TimeAsync(i => RegisterAsync($"p{round}-{i}"), inParallel: 16);
            await ClearAsync(round);
            if (round >= WarmUps)
            {
                _ours.Add(alone);
                _floors.Add(floor);
                _together.Add(together);
                _bytes.Add(written.Average(bytes => bytes.Length));
            }
        }
    }

    private async Task<double> TimeAsync(Func<int, Task> work, int inParallel)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inParallel).Select(async lane =>
        {
            for (var i = lane; i < names; i += inParallel)
            {
                await work(i);
            }
        }));
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / names;
    }

    private async Task RegisterNotedAsync(string name, int index, byte[][] written)
    {
        await RegisterAsync(name);
        written[index] = NotedSerializer.Last;
    }

    private async Task RegisterAsync(string name)
    {
        var registration = new Registration(name, "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)] };
        var completed = await _engine.CommitAsync(new Bind(registration, Replace: true), CancellationToken.None);
        Trace.Assert(completed.Refusal == Refusal.None, completed.Message);
    }

    private Task<Completed[]> ClearAsync(int round) => Task.WhenAll(
        Enumerable.Range(0, names).SelectMany(i => new[] { $"r{round}-{i}", $"p{round}-{i}" }).Select(name => _engine.CommitAsync(new Unbind(name, "one"), CancellationToken.None)));
}
