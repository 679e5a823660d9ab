using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Node;
using OrleansNaming.SiloBenchmarks.Silos;
using OrleansNaming.SiloBenchmarks.Stores;

namespace OrleansNaming.SiloBenchmarks.Propagate;

/// <summary>By turns: a change, from "the storage write is done" to readable in the last other silo; as many bytes bare to the same silos, heard and acknowledged.</summary>
internal sealed class PropagateRun
{
    /// <summary>Until every method on the way is compiled as it stays.</summary>
    public const int WarmUps = 20_000;

    /// <summary>About what the notice of the change has.</summary>
    private static readonly byte[] Bytes = new byte[230];

    private readonly SiloTown _town;
    private readonly INamingEngine _owner;
    private readonly BareMouth _mouth;
    private readonly List<SiloAddress> _others;
    private volatile Countdown? _applied;
    private string _wanted = "";
    private int _changes;

    public PropagateRun(SiloTown town)
    {
        _town = town;
        _owner = town.Silos[0].GetRequiredService<INamingEngine>();
        _mouth = town.Silos[0].GetRequiredService<BareMouth>();
        _others = [.. town.Silos.Skip(1).Select(silo => silo.GetRequiredService<ILocalSiloDetails>().SiloAddress)];
        foreach (var silo in town.Silos.Skip(1))
        {
            var engine = silo.GetRequiredService<INamingEngine>();
            var handle = engine.Replica.GetHandle("moving");
            engine.Subscribe(_ => Look(handle));
        }
    }

    /// <param name="rounds">How many.</param>
    /// <param name="pause">Before each of a round's three; zero: none.</param>
    public async Task<PropagateTimes> RunAsync(int rounds, TimeSpan pause)
    {
        var times = new PropagateTimes();
        for (var round = 0; round < rounds; round++)
        {
            var change = await AfterAsync(pause, ChangeAsync);
            var heard = await AfterAsync(pause, SayAsync);
            times.Add(change, heard, await AfterAsync(pause, AskAsync));
        }

        return times;
    }

    private static async Task<double> AfterAsync(TimeSpan pause, Func<Task<double>> measure)
    {
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause);
        }

        return await measure();
    }

    private void Look(NameHandle handle)
    {
        if (handle.Current.Count == 1 && handle.Current[0].InstanceId == "one" && handle.Current[0].Tags.Contains(_wanted))
        {
            _applied?.Signal();
        }
    }

    private async Task<double> ChangeAsync()
    {
        _wanted = FormattableString.Invariant($"r{_changes++}");
        var applied = _applied = new Countdown(_others.Count);
        var registration = new Registration("moving", "one") { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)], Tags = [_wanted] };
        var completed = await _owner.CommitAsync(new Bind(registration, Replace: true), CancellationToken.None);
        if (completed.Refusal != Refusal.None)
        {
            throw new InvalidOperationException(completed.Message);
        }

        var last = await applied.Last;
        return Stopwatch.GetElapsedTime(TimedStorage.LastWrite, last).TotalMicroseconds;
    }

    private async Task<double> SayAsync()
    {
        var heard = _town.Ears.ExpectAsync(_others.Count);
        var started = Stopwatch.GetTimestamp();
        _mouth.Say(_others, Bytes);
        return Stopwatch.GetElapsedTime(started, await heard).TotalMicroseconds;
    }

    private async Task<double> AskAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await _mouth.AskAsync(_others, Bytes);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }
}
