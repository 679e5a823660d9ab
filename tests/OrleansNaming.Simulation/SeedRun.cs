using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Healing;
using OrleansNaming.Simulation.Orleans;
using OrleansNaming.Simulation.Reporting;
using OrleansNaming.Simulation.Workload;

namespace OrleansNaming.Simulation;

/// <summary>One seed from the first start to the last check.</summary>
internal sealed class SeedRun
{
    /// <summary>Programs that read with tokens.</summary>
    private const int TokenReaders = 3;

    private readonly World _world;
    private readonly Prng _dice;
    private readonly Restarts _restarts;
    private readonly List<Nemesis> _nemeses;
    private readonly Epilogue _epilogue;

    public SeedRun(SimOptions options)
    {
        _world = new World(options);
        _dice = Prng.For(options.Seed, "run");
        _restarts = new Restarts(_world);
        _nemeses =
        [
            _restarts, new Crashes(_world, _restarts), new Pauses(_world), new Clones(_world), new Partitions(_world),
            new DiskTroubles(_world), new WallClocks(_world), new Attacker(_world),
            .. _world.Silos is { } silos ? new Nemesis[] { new StorageTroubles(_world, silos.Storage) } : [],
        ];
        _epilogue = new Epilogue(_world, _nemeses, _restarts);
    }

    public World World => _world;

    public SeedOutcome Run()
    {
        string? checker = null;
        var message = "";
        try
        {
            Live();
            CheckEffort();
        }
        catch (BrokenPromise broken)
        {
            (checker, message) = (broken.Checker, broken.Message);
        }
#pragma warning disable CA1031 // Whatever the code under test throws is a finding, and the seed that did it must be printed.
        catch (Exception surprise)
#pragma warning restore CA1031
        {
            (checker, message) = ("NoSurprise", surprise.ToString());
        }

        return Outcome(checker, message);
    }

    private void Live()
    {
        StartServers();
        _world.Guests.Begin();
        new Readers(_world).Begin();
        new Drainers(_world).Begin();
        for (var i = 0; i < TokenReaders; i++)
        {
            new TokenReader(_world, Prng.For(_world.Options.Seed, $"tokens-{i}")).Begin();
        }

        foreach (var nemesis in _nemeses)
        {
            nemesis.Begin();
        }

        _world.RunUntil(_world.Options.Duration);
        _epilogue.Run();
    }

    private void StartServers()
    {
        if (_world.Options.Herd)
        {
            _world.Counters.Strike(Fault.HerdStart);
        }

        for (var i = 0; i < _world.Options.Servers; i++)
        {
            var machine = _world.AddMachine(new ServerId(Names.Servers[i]));
            var delay = _dice.Between(0, _world.Options.Herd ? 1 : i * 10);
            _restarts.Plan(machine, TimeSpan.FromSeconds(delay));
        }
    }

    /// <summary>A world in which little happened proves little (etcd's minimum-QPS guard).</summary>
    private void CheckEffort()
    {
        var minutes = _world.Options.Duration.TotalMinutes;
        if (minutes >= 1 && (_world.Oracle.Acknowledged < minutes * 2 || _world.Oracle.Applied < minutes * 5))
        {
            throw new BrokenPromise("Effort", $"only {_world.Oracle.Acknowledged} writes were acknowledged and {_world.Oracle.Applied} versions applied");
        }
    }

    private SeedOutcome Outcome(string? checker, string message) => new()
    {
        Options = _world.Options,
        Checker = checker,
        Message = message,
        LastLines = checker is null ? [] : [.. _world.Trace.Last(40).Select(line => TraceText.Format(line, _world))],
        Story = checker is null ? [] : new StoryAround(_world, message).Tell(_world.Trace.Plot),
        Counters = _world.Counters,
        Hash = _world.Trace.Hash,
        Simulated = _world.Now,
        Servers = _world.Machines.Count,
        Events = _world.Events,
        Steps = _world.Steps,
        Acknowledged = _world.Oracle.Acknowledged,
        Applied = _world.Oracle.Applied,
        ConvergedAfter = _epilogue.ConvergedAfter,
        GuestsSettledAfter = _epilogue.GuestsSettledAfter,
        DetectedAfter = _epilogue.DetectedAfter,
    };
}
