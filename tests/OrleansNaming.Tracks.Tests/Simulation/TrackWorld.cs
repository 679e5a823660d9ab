using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>
/// Real track nodes in a simulated world: a network that loses and cuts, a shared store that fails and loses replies, clocks that drift, processes that are killed and stopped. One
/// seed is one history.
/// </summary>
internal sealed class TrackWorld
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _agenda = new();
    private readonly Prng _network;
    private readonly Prng _boots;
    private readonly Prng _troubles;
    private readonly List<TrackMachine> _machines = [];
    private readonly HashSet<(string, string)> _cuts = [];
    private readonly HashSet<string> _cutFromStore = [];
    private long _number;

    public TrackWorld(ulong seed, TrackWorldOptions options)
    {
        Options = options;
        (_network, _boots, _troubles) = (Prng.For(seed, "network"), Prng.For(seed, "boots"), Prng.For(seed, "store"));
        Board = new WorkBoard(options, Store);
        Watch = new OwnershipWatch(this);
        TrackNames = [.. Enumerable.Range(0, options.Tracks).Select(i => $"track-{i:D3}")];
        var clocks = Prng.For(seed, "clocks");
        for (var i = 0; i < options.Servers; i++)
        {
            _machines.Add(new TrackMachine($"s{i:D2}", 1 + clocks.Between(-options.ClockDrift, options.ClockDrift)));
        }
    }

    public TrackWorldOptions Options { get; }

    /// <summary>Hears each advert that is sent; for people.</summary>
    public Action<string>? Log { get; set; }

    public TimeSpan Now { get; private set; }

    public SharedStore Store { get; } = new();

    public WorkBoard Board { get; }

    public OwnershipWatch Watch { get; }

    public IReadOnlyList<string> TrackNames { get; }

    public IReadOnlyList<TrackMachine> Machines => _machines;

    /// <summary>Bytes of adverts that were sent, as they go over the wire, and how many.</summary>
    public (long Bytes, long Count) Sent { get; private set; }

    public TrackMachine this[string name] => _machines.Single(machine => machine.Name == name);

    public void StartAll()
    {
        foreach (var machine in _machines)
        {
            Start(machine);
        }
    }

    public void Start(TrackMachine machine)
    {
        machine.Holder = new Holder(new ServerId(machine.Name), new BootId(_boots.Bits128()));
        machine.Life++;
        machine.PausedUntil = TimeSpan.Zero;
        machine.Held.Clear();
        machine.Abandoned.Clear();
        machine.Node = new TrackNode(
            new TrackNodeOptions
            {
                Group = "g",
                Self = machine.Holder,
                Level = Options.Level,
                Interval = Options.Interval,
                Slots = Options.Slots,
                PreemptsMaster = Options.PreemptsMaster,
            },
            machine.Clock(Now));
        Step(machine, (node, now) => node.Defined(TrackNames, now));
        Step(machine, (node, now) => node.Tick(now));
    }

    public void Kill(TrackMachine machine)
    {
        Watch.Died(machine);
        (machine.Node, machine.TickAt) = (null, TimeSpan.MaxValue);
        machine.Life++;
    }

    /// <summary>Stops a process; what comes to it waits, and its clock runs on.</summary>
    public void Pause(TrackMachine machine, TimeSpan span)
    {
        machine.PausedUntil = Now + span;
        At(machine.PausedUntil, () =>
        {
            while (machine.PausedUntil <= Now && machine.Held.TryDequeue(out var held))
            {
                held();
            }
        });
    }

    public void Cut(TrackMachine a, TrackMachine b) => _cuts.Add((a.Name, b.Name));

    public void CutFromStore(TrackMachine machine) => _cutFromStore.Add(machine.Name);

    public void Heal()
    {
        _cuts.Clear();
        _cutFromStore.Clear();
    }

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

        List<TrackOutput> outputs = [];
        what(machine.Node.Into(outputs), machine.Clock(Now));
        foreach (var output in outputs)
        {
            CarryOut(machine, output);
        }

        Plan(machine);
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

    private void CarryOut(TrackMachine machine, TrackOutput output)
    {
        switch (output)
        {
            case Advertise advertise:
                var bytes = TrackAdvertCodec.Encode(advertise.Advert).Length;
                Log?.Invoke($"{Now} {machine} owns [{string.Join(' ', advertise.Advert.Owned.Select(owned => owned.Track[^2..]))}] claims [{string.Join(' ', advertise.Advert.Claims.Select(claim => $"{claim.Track[^2..]}:{claim.Counter}"))}]");
                Sent = (Sent.Bytes + bytes, Sent.Count + 1);
                foreach (var peer in _machines.Where(peer => peer != machine))
                {
                    Deliver(machine, peer, (node, now) => node.Heard(advertise.Advert, now));
                }

                break;
            case SendBlock send:
                Deliver(machine, MachineOf(send.To), (node, _) => node.BlockHeard(send.Block), () => Step(machine, (node, now) => node.BlockReturned(send.To, send.Block, now)));
                break;
            case SendWord send:
                Deliver(machine, MachineOf(send.To), (node, now) => node.WordHeard(machine.Holder, send.Word, now));
                break;
            case RunBlock run:
                Work(machine, machine.Life, run.Block, 0);
                break;
            case AbandonBlock abandon:
                machine.Abandoned.Add(abandon.Block);
                break;
            case SearchWork search:
                Call(machine, () => Board.Find(search.Token.Track, search.Limit), (node, found, now) => node.WorkFound(search.Token, found, now), (node, now) => node.WorkFound(search.Token, null, now));
                break;
            case ReadTable:
                Call(machine, () => Store.Rows, (node, rows, now) => node.TableRead(rows, now), (node, _) => node.ReadFailed());
                break;
            case TakeTrack take:
                var taker = machine.Holder;
                Call(machine, () => Store.Take(take.Track, take.SeenEpoch, taker), (node, token, now) => node.TakeEnded(take.Track, token, now), (node, now) => node.TakeEnded(take.Track, null, now));
                break;
            case BeatTracks beat:
                var started = machine.Clock(Now);
                Call(machine, () => Store.Beat(beat.Tokens), (node, lost, now) => node.BeatEnded(beat.Tokens, lost, started, now), static (_, _) => { });
                break;
            case ReleaseTrack release:
                Call(machine, () => Released(release.Token), static (_, _, _) => { }, static (_, _) => { });
                break;
            case TrackAcquired acquired:
                Watch.Acquired(machine, acquired.Token);
                break;
            case TrackLost lost:
                Watch.Lost(machine, lost.Token, lost.Why);
                break;
        }
    }

    private bool Released(TrackToken token)
    {
        Store.Release(token);
        return true;
    }

    private TrackMachine? MachineOf(Holder holder) => _machines.Find(machine => machine.Holder == holder);

    private bool AreCut(TrackMachine a, TrackMachine b) => _cuts.Contains((a.Name, b.Name));

    private void Deliver(TrackMachine from, TrackMachine? to, Action<TrackNode, TimeSpan> what, Action? lost = null)
    {
        var delay = _network.Between(TimeSpan.FromMilliseconds(1), Options.DelayMax);
        if (to is null || AreCut(from, to) || _network.Chance(Options.Loss))
        {
            if (lost is not null)
            {
                At(Now + TimeSpan.FromSeconds(2), lost);
            }

            return;
        }

        var life = to.Life;
        At(Now + delay, () => StepLife(to, life, what));
    }

    /// <summary>A call to the store: it takes effect at one moment between its beginning and its answer, or not at all; the answer may be lost either way.</summary>
    private void Call<T>(TrackMachine machine, Func<T> effect, Action<TrackNode, T, TimeSpan> done, Action<TrackNode, TimeSpan> failed)
    {
        var life = machine.Life;
        var there = _troubles.Between(TimeSpan.FromMilliseconds(1), Options.DelayMax);
        var back = _troubles.Between(TimeSpan.FromMilliseconds(1), Options.DelayMax);
        var fails = _cutFromStore.Contains(machine.Name) || _troubles.Chance(Options.StoreFailures);
        if (fails && (_cutFromStore.Contains(machine.Name) || _troubles.Chance(0.5)))
        {
            At(Now + TimeSpan.FromSeconds(2), () => StepLife(machine, life, failed));
            return;
        }

        At(Now + there, () =>
        {
            var result = effect();
            At(Now + (fails ? TimeSpan.FromSeconds(2) : back), () => StepLife(machine, life, (node, now) =>
            {
                if (fails)
                {
                    failed(node, now);
                }
                else
                {
                    done(node, result, now);
                }
            }));
        });
    }

    /// <summary>Runs a block's records one after the other, each with the fence, acknowledging each.</summary>
    private void Work(TrackMachine machine, int life, Block block, int index)
    {
        if (machine.Life != life)
        {
            return;
        }

        if (index == block.Items.Count || machine.Abandoned.Contains(block))
        {
            Step(machine, (node, now) => node.BlockRun(block, now));
            return;
        }

        var wakes = Now < machine.PausedUntil ? machine.PausedUntil : Now;
        At(wakes + Options.Work, () =>
        {
            if (Now < machine.PausedUntil)
            {
                Work(machine, life, block, index); // stopped in between
                return;
            }

            if (machine.Life == life && Board.TryDo(block.Token, block.Items[index], machine.Name))
            {
                Step(machine, (node, now) => node.ItemsDone(block, [block.Items[index]], now));
            }

            Work(machine, life, block, index + 1);
        });
    }
}
