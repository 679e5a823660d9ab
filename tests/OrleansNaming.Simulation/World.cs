using System.Net;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Simulation.Orleans;
using OrleansNaming.Simulation.Reporting;
using OrleansNaming.Simulation.Time;
using OrleansNaming.Simulation.Workload;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation;

/// <summary>
/// A whole cluster in one thread: machines, disks, clocks, a network and time itself. The real <see cref="NamingNode"/> runs in it
/// unchanged, because it asks for nothing else. Every draw comes from the seed, so a seed is a history that can be told again.
/// </summary>
internal sealed class World
{
    /// <summary>Machines that a world can hold, clones and late joiners included.</summary>
    public const int MachinesMax = 40;

    private readonly Agenda _agenda = new();
    private readonly List<Machine> _machines = [];
    private readonly Prng _bootDice;
    private readonly Prng _clockDice;
    private readonly IPorts _ports;
    private int _processes;

    public World(SimOptions options)
    {
        Options = options;
        DiskDice = Prng.For(options.Seed, "disks");
        _bootDice = Prng.For(options.Seed, "boots");
        _clockDice = Prng.For(options.Seed, "clocks");
        Keys = options.Keys ? new Keyring([(1, [.. BitConverter.GetBytes(options.Seed), .. new byte[24]])]) : Keyring.Empty;
        Audience = DrawnRelations.Of(options);
        Trace = new Trace(this);
        Network = new Network(this);
        Silos = options.Engine == SimEngine.Orleans ? new SiloCluster(this) : null;
        _ports = Silos is null ? Network : Silos;
        Oracle = new Oracle(this);
        Guests = new GuestCrowd(this);
        Services = new ServiceOwners(this);
    }

    public SimOptions Options { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>False once the world is healed.</summary>
    public bool FaultsOn { get; set; } = true;

    public FaultCounters Counters { get; } = new();

    public Network Network { get; }

    /// <summary>Orleans, in a world that has it.</summary>
    public SiloCluster? Silos { get; }

    /// <summary>T, or what it grows to where it grows with the number of servers.</summary>
    public TimeSpan Interval => Options.NoticesPerSecondMax is { } most ? Timing.Max(Options.Interval, TimeSpan.FromSeconds(_machines.Count / most / 0.95)) : Options.Interval;

    public Trace Trace { get; }

    public Oracle Oracle { get; }

    /// <summary>False once clients want nothing new; leases are still renewed.</summary>
    public bool ClientsOn { get; set; } = true;

    /// <summary>The applications in the servers' processes.</summary>
    public ServiceOwners Services { get; }

    /// <summary>The clients whose registrations live by leases.</summary>
    public GuestCrowd Guests { get; }

    public Prng DiskDice { get; }

    public Keyring Keys { get; }

    /// <summary>Who may hear of whom.</summary>
    public IAudience Audience { get; }

    public IReadOnlyList<Machine> Machines => _machines;

    /// <summary>Every address that a server ever had.</summary>
    public HashSet<IPAddress> Hosts { get; } = [];

    public long Events { get; private set; }

    public long Steps { get; private set; }

    public Restlessness Restlessness { get; private set; }

    /// <summary>Guests' renewals that were answered, where somebody counts them.</summary>
    public long Renewals { get; set; }

    /// <summary>The cluster's name.</summary>
    public static string Cluster => "sim";

    public void Add(TimeSpan delay, Occurrence what) => _agenda.Add(Now + delay, what);

    public void After(TimeSpan delay, Action deed) => _agenda.Add(Now + delay, new Deed(deed));

    public void At(TimeSpan at, Action deed) => _agenda.Add(at, new Deed(deed));

    /// <summary>Lets the world run until then.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_agenda.NextAt <= end)
        {
            var (at, what) = _agenda.Take();
            Now = at;
            Events++;
            what.Happen(this);
        }

        Now = end;
    }

    public Machine AddMachine(ServerId server, bool clone = false)
    {
        var drift = _clockDice.Between(-Options.Drift, Options.Drift);
        if (Math.Abs(drift) > 0.01)
        {
            Counters.Strike(Fault.FastOrSlowClock);
        }

        var offset = TimeSpan.FromSeconds(_clockDice.Between(1, 1_000_000));
        var clock = new MachineClock(1 + drift, offset, 1_790_000_000_000 + _clockDice.Below(5_000));
        var machine = new Machine(this, _machines.Count, server, clock) { IsClone = clone, Address = NewAddress(_machines.Count, 0) };
        _machines.Add(machine);
        Hosts.Add(machine.Host);
        return machine;
    }

    /// <summary>The n-th address of a machine: it moves by taking the next.</summary>
    public PeerAddress NewAddress(int machine, int move) => Options.OneHost
        ? new PeerAddress(IPAddress.Loopback, 20_000 + machine + (move * MachinesMax), 30_000 + machine + (move * MachinesMax))
        : new PeerAddress(new IPAddress([10, (byte)move, (byte)(machine / 200), (byte)(10 + (machine % 200))]), 7_610, 7_601);

    /// <summary>Gives a machine another address; datagrams to the old one reach nobody.</summary>
    public void Move(Machine machine)
    {
        machine.Address = NewAddress(machine.Index, ++machine.Moves);
        Hosts.Add(machine.Host);
        Trace.Say(null, $"{machine} moves to {machine.Address}");
    }

    public Process Start(Machine machine)
    {
        if (machine.Running is not null)
        {
            throw new InvalidOperationException($"{machine} runs already: two processes would share a disk");
        }

        var options = new NodeOptions
        {
            Cluster = Cluster,
            Server = machine.Server,
            Boot = new BootId(_bootDice.Bits128()),
            ProbePort = machine.Address.ProbePort,
            PullPort = machine.Address.PullPort,
            Interval = Options.Interval,
            Payload = Options.Payload,
            JoinMode = Options.JoinMode,
            Keys = Keys,
            Audience = Audience,
            HasSeeds = Options.Seeds,
            MeasuresConvergence = Options.Seed % 2 == 0,
            StoreIsWrittenWhole = Silos is not null,
            MembershipLag = Silos is null ? TimeSpan.Zero : Membership.LagMax,
            NoticesPerSecondMax = Options.NoticesPerSecondMax,
        };
        var process = new Process(this, machine, ++_processes, options);
        machine.Running = machine.Latest = process;
        machine.Lives++;
        Trace.Say(process, "starts");
        if (Silos is { } silos)
        {
            silos.Start(process, stored => Begin(process, stored), why => Fail(process, why));
            return process;
        }

        machine.Disk.Trust();
        Begin(process, machine.Disk.Durable.ToArray());
        return process;
    }

    private void Begin(Process process, ReadOnlyMemory<byte> stored)
    {
        process.BegunAt = Now;
        Oracle.Begin(process, stored);
        Step(process, new Started(stored));
        FindPeers(process);
        if (process.IsAlive)
        {
            Services.Began(process);
        }
    }

    private void Fail(Process process, string why)
    {
        Trace.Say(process, why);
        Bury(process, properly: true);
    }

    /// <summary>Kill -9, or the power goes: what was not synced is lost.</summary>
    public void Kill(Process process, string why)
    {
        if (!process.IsAlive)
        {
            return;
        }

        Trace.Say(process, why);
        Bury(process, properly: false);
        if (Silos is null)
        {
            process.Machine.Disk.Crash();
        }
    }

    /// <summary>Hands one input to a process and carries out what it wants.</summary>
    public void Step(Process process, Input input)
    {
        if (!process.IsAlive || !process.HasBegun)
        {
            return;
        }

        if (process.IsPaused)
        {
            if (process.Inbox.Count < Process.InboxMax || Silos is not null || input is not DatagramReceived)
            {
                process.Inbox.Enqueue(input);
            }

            return;
        }

        Steps++;
        var outputs = process.Outputs;
        outputs.Clear();
        Trace.Input(process, input);
        process.Node.Step(input, process.Clock, outputs);
        Oracle.Stepped(process, input, outputs);
        CarryOut(process, outputs);
        PlanTick(process);
    }

    /// <summary>Asks a process for a change; <paramref name="then"/> hears the answer, or null when the process died first.</summary>
    public void Ask(Process process, Change change, Action<Completed?> then)
    {
        if (!process.IsAlive || !process.HasBegun)
        {
            then(null);
            return;
        }

        var ticket = ++process.LastTicket;
        process.Tickets.Add(ticket, then);
        process.Asked.Add(ticket, change);
        Step(process, new ChangeRequested(ticket, change));
    }

    public void Resume(Process process)
    {
        process.IsPaused = false;
        Trace.Say(process, $"resumes with {process.Inbox.Count} inputs waiting");
        if (_clockDice.Chance(0.5))
        {
            Step(process, Ticked.Instance);
        }

        while (process.IsAlive && process.Inbox.TryDequeue(out var input))
        {
            Step(process, input);
        }

        Step(process, Ticked.Instance);
    }

    /// <summary>A running process of that name, or null.</summary>
    public Process? LiveProcessOf(ServerId server)
    {
        foreach (var machine in _machines)
        {
            if (machine.Server == server && machine.Running is { } process)
            {
                return process;
            }
        }

        return null;
    }

    private void CarryOut(Process process, List<Output> outputs)
    {
        for (var i = 0; i < outputs.Count && process.IsAlive; i++)
        {
            if (process.CrashAfter == 0)
            {
                Kill(process, "crashes in the middle of a step");
                return;
            }

            process.CrashAfter = Math.Max(-1, process.CrashAfter - 1);
            Trace.Output(process, outputs[i]);
            CarryOut(process, outputs[i]);
        }
    }

    private void CarryOut(Process process, Output output)
    {
        switch (output)
        {
            case Multicast multicast:
                _ports.Multicast(process, multicast.Bytes);
                break;
            case Unicast unicast:
                _ports.Unicast(process, unicast.To, unicast.Bytes);
                break;
            case Call call:
                Restlessness = Restlessness with { Fetches = Restlessness.Fetches + (call.Request is ChangesRequest ? 1 : 0) };
                _ports.Call(process, call);
                break;
            case Reply reply when process.Serving.Remove(reply.Id, out var pending):
                _ports.Answer(process, pending, reply.Bytes);
                break;
            case Persist persist:
                Restlessness = Restlessness with { Writes = Restlessness.Writes + 1 };
                _ports.Write(process, persist);
                if (process.CrashesInWrite)
                {
                    process.CrashesInWrite = false;
                    After(Options.Sync * DiskDice.Unit() * 0.5, () => Kill(process, "crashes in the middle of a write"));
                }

                break;
            case StartHealthProbe start:
                After(TimeSpan.FromMilliseconds(5), () => Step(process, new HealthProbeEnded(start.Probe, InstanceHealth.Healthy, "simulated")));
                break;
            case Completed completed when process.Tickets.Remove(completed.Ticket, out var then):
                // The caller hears it after the step: a client does not run inside the server.
                process.Asked.Remove(completed.Ticket);
                After(TimeSpan.Zero, () => then(completed));
                break;
            case Ended ended:
                Trace.Say(process, ended.Failure ?? "has left");
                Bury(process, properly: true);
                break;
        }
    }

    private void Bury(Process process, bool properly)
    {
        process.IsAlive = false;
        process.DiedAt = Now;
        process.Machine.Running = null;
        foreach (var pending in process.Serving.Values)
        {
            _ports.Break(pending, process);
        }

        foreach (var then in process.Tickets.Values)
        {
            After(TimeSpan.FromMilliseconds(1), () => then(null));
        }

        Services.Ended(process);
        Oracle.End(process);
        Silos?.Ended(process, properly);
    }

    private void PlanTick(Process process)
    {
        var at = Timing.Max(process.Machine.Clock.WorldAt(process.Node.DueAt), Now);
        if (process.IsAlive && at != process.TickAt && at != TimeSpan.MaxValue)
        {
            process.TickAt = at;
            _agenda.Add(at, new TickDue(process, at));
        }
    }

    /// <summary>The seeds as DNS names them now, looked up again every so often.</summary>
    private void FindPeers(Process process)
    {
        if (!Options.Seeds || !process.IsAlive || Silos is not null)
        {
            return;
        }

        Step(process, new PeersFound([.. _machines.Where(machine => !machine.IsRetired).Select(machine => machine.Address)]));
        After(TimeSpan.FromSeconds(15), () => FindPeers(process));
    }
}
