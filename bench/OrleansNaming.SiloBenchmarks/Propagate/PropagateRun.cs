using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;
using OrleansNaming.SiloBenchmarks.Stores;

namespace OrleansNaming.SiloBenchmarks.Propagate;

/// <summary>By turns: a change, from "the storage write is done" to readable in the last other silo; the same bytes, bare, to the last silo.</summary>
internal sealed class PropagateRun(SiloTown town)
{
    /// <summary>About what the notice of the change has.</summary>
    private static readonly byte[] Bytes = new byte[230];

    private readonly List<double> _changes = [];
    private readonly List<double> _bare = [];
    private volatile Countdown? _applied;
    private string _wanted = "";

    public Sample Changes => new(_changes);

    public Sample Bare => new(_bare);

    public async Task RunAsync(int rounds)
    {
        var others = town.Silos.Skip(1).ToList();
        foreach (var silo in others)
        {
            var engine = silo.GetRequiredService<INamingEngine>();
            var handle = engine.Replica.GetHandle("moving");
            engine.Subscribe(_ => Look(handle));
        }

        var owner = town.Silos[0].GetRequiredService<INamingEngine>();
        var mouth = town.Silos[0].GetRequiredService<BareMouth>();
        var addresses = others.Select(silo => silo.GetRequiredService<ILocalSiloDetails>().SiloAddress).ToList();
        for (var round = -rounds; round < rounds; round++)
        {
            var change = await ChangeAsync(owner, round, others.Count);
            await Task.Delay(5);
            var bare = await SayAsync(mouth, addresses);
            await Task.Delay(5);
            if (round >= 0)
            {
                _changes.Add(change);
                _bare.Add(bare);
            }
        }
    }

    private void Look(NameHandle handle)
    {
        if (handle.Current.Count == 1 && handle.Current[0].InstanceId == "one" && handle.Current[0].Tags.Contains(_wanted))
        {
            _applied?.Signal();
        }
    }

    private async Task<double> ChangeAsync(INamingEngine owner, int round, int others)
    {
        _wanted = FormattableString.Invariant($"r{round}");
        var applied = _applied = new Countdown(others);
        var registration = new Registration("moving", "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)], Tags = [_wanted] };
        var completed = await owner.CommitAsync(new Bind(registration, Replace: true), CancellationToken.None);
        if (completed.Refusal != Refusal.None)
        {
            throw new InvalidOperationException(completed.Message);
        }

        var last = await applied.Last;
        return Stopwatch.GetElapsedTime(TimedStorage.LastWrite, last).TotalMicroseconds;
    }

    private async Task<double> SayAsync(BareMouth mouth, List<SiloAddress> silos)
    {
        var heard = town.Ears.ExpectAsync(silos.Count);
        var started = Stopwatch.GetTimestamp();
        mouth.Say(silos, Bytes);
        return Stopwatch.GetElapsedTime(started, await heard).TotalMicroseconds;
    }
}
