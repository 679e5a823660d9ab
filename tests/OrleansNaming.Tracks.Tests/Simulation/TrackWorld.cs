using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>
/// Real track nodes in a simulated world: a network that loses and cuts, a shared store that fails, is slow and loses replies, clocks that drift, processes that are killed and stopped.
/// One seed is one history.
/// </summary>
internal sealed partial class TrackWorld
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _agenda = new();
    private readonly Prng _network;
    private readonly Prng _boots;
    private readonly Prng _troubles;
    private readonly List<TrackMachine> _machines = [];
    private readonly Dictionary<(string, string), int> _cuts = [];
    private readonly Dictionary<string, int> _cutFromStore = [];
    private long _number;
    private TimeSpan _wholeSince;

    public TrackWorld(ulong seed, TrackWorldOptions options)
    {
        Options = options;
        (_network, _boots, _troubles) = (Prng.For(seed, "network"), Prng.For(seed, "boots"), Prng.For(seed, "store"));
        (Loss, StoreFailures, StoreDelayMax) = (options.Loss, options.StoreFailures, options.StoreDelayMax ?? options.DelayMax);
        Trace = new TrackTrace { Keeps = options.Trace };
        Board = new WorkBoard(options, Store);
        Watch = new OwnershipWatch(this);
        Blocks = new BlockWatch(this);
        TrackNames = [.. Enumerable.Range(0, options.Tracks).Select(i => $"track-{i:D3}")];
        var clocks = Prng.For(seed, "clocks");
        for (var i = 0; i < options.Servers; i++)
        {
            _machines.Add(new TrackMachine(options.Names?[i] ?? $"s{i:D2}", options.GroupOf(i), 1 + clocks.Between(-options.ClockDrift, options.ClockDrift)));
        }

        Look();
    }

    public TrackWorldOptions Options { get; }

    public TimeSpan Now { get; private set; }

    public SharedStore Store { get; } = new();

    public WorkBoard Board { get; }

    public OwnershipWatch Watch { get; }

    public BlockWatch Blocks { get; }

    public TrackTrace Trace { get; }

    public TrackFaults Faults { get; } = new();

    public IReadOnlyList<string> TrackNames { get; }

    public IReadOnlyList<TrackMachine> Machines => _machines;

    /// <summary>Bytes of adverts that were sent, as they go over the wire, and how many.</summary>
    public (long Bytes, long Count) Sent { get; private set; }

    /// <summary>Hears every advert that is sent.</summary>
    public Action<TrackMachine, Presence.TrackAdvert>? OnAdvert { get; set; }

    /// <summary>Hears everything that a node wants done.</summary>
    public Action<TrackMachine, Node.Outputs.TrackOutput>? OnOutput { get; set; }

    public double Loss { get; set; }

    public double StoreFailures { get; set; }

    public TimeSpan StoreDelayMax { get; set; }

    public int ClaimCount => 2;

    /// <summary>How long a track may be without an owner in a healed world: lease + 3T, or 7T and 1 s, on clocks that may be slow (L4).</summary>
    public TimeSpan OwnerlessMax => (((Options.Level == TrackLevel.Fenced ? 6 : 7) * Options.Interval) + TimeSpan.FromSeconds(1)) / (1 - Options.ClockDrift);

    /// <summary>Since when every message arrives and every process runs; <see cref="TimeSpan.MaxValue"/> while that is not so.</summary>
    public TimeSpan WholeSince => IsTroubled ? TimeSpan.MaxValue : _wholeSince;

    public TrackMachine this[string name] => _machines.Single(machine => machine.Name == name);

    private bool IsTroubled => Loss > 0 || _cuts.Count > 0 || _machines.Exists(machine => machine.Node is not null && Now < machine.PausedUntil);

    /// <summary>
    /// Until when two servers may work on one track (T4, BestEffort): where messages are lost, or a process stood still, for as long as that lasts. In a network that is whole for two
    /// delays, and within an interval and two delays of the moment when it became so.
    /// </summary>
    public TimeSpan OverlapEnd(TimeSpan since)
    {
        if (WholeSince == TimeSpan.MaxValue)
        {
            return TimeSpan.MaxValue;
        }

        var healed = _wholeSince == TimeSpan.Zero ? TimeSpan.Zero : _wholeSince + (Options.Interval / (1 - Options.ClockDrift));
        return (since > healed ? since : healed) + (2 * Options.DelayMax);
    }

    public void StartAll()
    {
        foreach (var machine in _machines)
        {
            Start(machine);
        }
    }

    public void Start(TrackMachine machine)
    {
        machine.Renew(new Holder(new ServerId(machine.Name), new BootId(_boots.Bits128())));
        Trace.Add(Now, machine, "starts");
        machine.Node = new TrackNode(OptionsOf(machine), machine.Clock(Now));
        Step(machine, (node, now) => node.Defined(TrackNames, now));
        Step(machine, static (node, now) => node.Tick(now));
    }

    public void Kill(TrackMachine machine)
    {
        Trace.Add(Now, machine, "dies");
        MendIfTroubled(() =>
        {
            (machine.Node, machine.TickAt) = (null, TimeSpan.MaxValue);
            machine.Life++;
        });
        Watch.Died(machine);
    }

    /// <summary>Says goodbye, and ends a moment later.</summary>
    public void Leave(TrackMachine machine)
    {
        Trace.Add(Now, machine, "leaves");
        Step(machine, static (node, now) => node.Leave(now));
        machine.IsLeaving = true;
        var life = machine.Life;
        At(Now + TimeSpan.FromSeconds(1), () =>
        {
            if (machine.Life == life)
            {
                Kill(machine);
            }
        });
    }

    /// <summary>Stops a process; what comes to it waits, and its clock runs on.</summary>
    public void Pause(TrackMachine machine, TimeSpan span)
    {
        Trace.Add(Now, machine, "is stopped until", $"{Now + span}");
        machine.PausedUntil = Now + span;
        At(machine.PausedUntil, () => Wake(machine));
    }

    /// <summary>Lets a stopped process run again, now.</summary>
    public void Resume(TrackMachine machine)
    {
        if (Now < machine.PausedUntil)
        {
            MendIfTroubled(() => machine.PausedUntil = Now);
            Wake(machine);
        }
    }

    public void Cut(TrackMachine from, TrackMachine to) => _cuts[(from.Name, to.Name)] = _cuts.GetValueOrDefault((from.Name, to.Name)) + 1;

    public void Mend(TrackMachine from, TrackMachine to) => MendIfTroubled(() => Lower(_cuts, (from.Name, to.Name)));

    public void CutFromStore(TrackMachine machine) => _cutFromStore[machine.Name] = _cutFromStore.GetValueOrDefault(machine.Name) + 1;

    public void MendStore(TrackMachine machine) => Lower(_cutFromStore, machine.Name);

    public void Heal() => MendIfTroubled(() =>
    {
        _cuts.Clear();
        _cutFromStore.Clear();
        (Loss, StoreFailures, StoreDelayMax) = (0, 0, Options.DelayMax);
    });

    public void At(TimeSpan at, Action what) => _agenda.Enqueue(what, (at, _number++));

    public void RunFor(TimeSpan span) => RunUntil(Now + span, static () => false);

    /// <summary>Runs until something holds; false when it did not by then.</summary>
    public bool RunUntil(TimeSpan until, Func<bool> holds)
    {
        while (!holds())
        {
            if (!_agenda.TryPeek(out _, out var next) || next.At > until)
            {
                Now = until;
                return holds();
            }

            Now = next.At;
            _agenda.Dequeue()();
        }

        return true;
    }

    /// <summary>Lets a process do something: at once, or when it runs again.</summary>
    public void Step(TrackMachine machine, Action<TrackNode, TimeSpan> what)
    {
        if (machine.Node is null)
        {
            return;
        }

        if (Now < machine.PausedUntil)
        {
            var life = machine.Life;
            machine.Held.Enqueue(() => StepLife(machine, life, what));
            return;
        }

        List<Node.Outputs.TrackOutput> outputs = [];
        what(machine.Node.Into(outputs), machine.Clock(Now));
        foreach (var output in outputs)
        {
            OnOutput?.Invoke(machine, output);
            CarryOut(machine, output);
        }

        Plan(machine);
    }

    private static void Lower<T>(Dictionary<T, int> counts, T key)
        where T : notnull
    {
        if (counts.GetValueOrDefault(key) > 1)
        {
            counts[key]--;
        }
        else
        {
            counts.Remove(key);
        }
    }

    private TrackNodeOptions OptionsOf(TrackMachine machine) => new()
    {
        Group = machine.Group,
        Self = machine.Holder,
        Level = Options.Level,
        Interval = Options.Interval,
        Slots = Options.FirstOnlyOwns && machine == _machines[0] ? 0 : Options.Slots,
        PreemptsMaster = Options.PreemptsMaster,
        PrefersFreeSlots = Options.PrefersFreeSlots,
        BlockRecords = Options.BlockRecords,
    };

    /// <summary>Does what may end the troubles, and keeps the moment when they ended.</summary>
    private void MendIfTroubled(Action mend)
    {
        var was = IsTroubled;
        mend();
        if (was && !IsTroubled)
        {
            _wholeSince = Now;
        }
    }

    private void Wake(TrackMachine machine)
    {
        if (Now < machine.PausedUntil)
        {
            return; // stopped again in between
        }

        if (machine.Held.Count > 0)
        {
            Trace.Add(Now, machine, "runs again");
            _wholeSince = Now;
        }

        while (machine.PausedUntil <= Now && machine.Held.TryDequeue(out var held))
        {
            held();
        }
    }

    /// <summary>The checkers that time alone can make speak.</summary>
    private void Look()
    {
        Watch.Look();
        Blocks.Look();
        At(Now + TimeSpan.FromSeconds(1), Look);
    }

    private void StepLife(TrackMachine machine, int life, Action<TrackNode, TimeSpan> what)
    {
        if (machine.Life == life)
        {
            Step(machine, what);
        }
    }

    private void Plan(TrackMachine machine)
    {
        if (machine.Node is null || machine.Node.DueAt == TimeSpan.MaxValue)
        {
            return;
        }

        var at = machine.WorldTime(machine.Node.DueAt) + TimeSpan.FromTicks(1);
        if (at == machine.TickAt)
        {
            return;
        }

        machine.TickAt = at;
        At(at < Now ? Now : at, () =>
        {
            if (machine.TickAt == at)
            {
                machine.TickAt = TimeSpan.MaxValue;
                Step(machine, static (node, now) => node.Tick(now));
            }
        });
    }
}
