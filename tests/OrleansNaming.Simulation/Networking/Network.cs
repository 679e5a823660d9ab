using System.Net;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Networking;

/// <summary>
/// Carries datagrams and pulls between machines: each direction of each pair has its own delay, loss and cuts. Nothing that it does is
/// ordered, and only pulls tell their sender that they failed.
/// </summary>
internal sealed class Network(World world) : IPorts
{
    private const int MachinesMax = World.MachinesMax;
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan HealthyDelay = TimeSpan.FromMilliseconds(10);
    private readonly Prng _dice = Prng.For(world.Options.Seed, "network");
    private readonly BurstLink[] _bursts = [.. Enumerable.Range(0, MachinesMax * MachinesMax).Select(_ => new BurstLink())];
    private readonly byte[] _multicastCuts = new byte[MachinesMax * MachinesMax];
    private readonly byte[] _unicastCuts = new byte[MachinesMax * MachinesMax];

    /// <summary>What a datagram can be delayed at most.</summary>
    public static TimeSpan SlowestDatagram => DelayMax + TimeSpan.FromSeconds(2);

    public long Datagrams { get; private set; }

    public long Calls { get; private set; }

    /// <summary>The last datagrams that anyone sent, as an attacker hears them.</summary>
    public Tap Tap { get; } = new();

    private SimOptions Options => world.Options;

    public void Multicast(Process from, ReadOnlyMemory<byte> bytes)
    {
        if (!Options.Multicast)
        {
            foreach (var peer in from.Node.Peers)
            {
                Unicast(from, peer, bytes);
            }

            return;
        }

        Tap.Hear(bytes, from, world.Now);
        foreach (var machine in world.Machines)
        {
            // To oneself too: loopback of a host's own multicast is on by default (IP_MULTICAST_LOOP).
            Send(from, machine, bytes, Channel.Multicast, sentTo: null);
        }
    }

    public void Unicast(Process from, PeerAddress to, ReadOnlyMemory<byte> bytes)
    {
        Tap.Hear(bytes, from, world.Now);
        if (FindByProbePort(to) is { } machine)
        {
            Send(from, machine, bytes, Channel.Unicast, to);
        }
    }

    /// <summary>A datagram of someone who is no machine of ours: no loss, so that each one strikes.</summary>
    public void Inject(IPAddress source, Machine to, ReadOnlyMemory<byte> bytes) =>
        world.Add(TimeSpan.FromMilliseconds(_dice.Between(0.1, 5)), new DatagramArrival(bytes, source, to, sentTo: null, sender: null));

    /// <summary>The host of a dead process may answer with ICMP port unreachable; many do not.</summary>
    public void Unreachable(Process sender, Machine at, PeerAddress target)
    {
        if (Passes(at.Index, sender.Machine.Index, Channel.Unicast) && _dice.Chance(0.3))
        {
            world.After(Delay(), () => world.Step(sender, new DatagramRefused(target)));
        }
    }

    public void Call(Process from, Call call)
    {
        Calls++;
        var pending = new CallInFlight(from, call);
        world.After(call.Timeout / from.Machine.Clock.Rate, () => End(pending, new CallFailed(call.Id, Refused: false)));
        var to = FindByPullPort(call.To);
        if (to is null || !to.IsUp || !PassesBoth(from.Machine, to))
        {
            return;
        }

        if (Strikes(Options.CallLost, Fault.CallLost))
        {
            return;
        }

        world.After(CallDelay(), () => Arrive(pending, to));
    }

    /// <summary>The server's answer goes back.</summary>
    public void Answer(Process from, CallInFlight pending, ReadOnlyMemory<byte> bytes)
    {
        if (!PassesBoth(from.Machine, pending.Caller.Machine))
        {
            return;
        }

        var input = Strikes(Options.CallBroken, Fault.CallBroken)
            ? new CallFailed(pending.Call.Id, Refused: false)
            : (Input)new CallAnswered(pending.Call.Id, FlipList(bytes));
        world.After(CallDelay(), () => End(pending, input));
    }

    /// <summary>The serving process died: its host resets the connection.</summary>
    public void Break(CallInFlight pending, Process dead)
    {
        var at = dead.Machine;
        if (at.IsUp && PassesBoth(at, pending.Caller.Machine))
        {
            world.After(Delay(), () => End(pending, new CallFailed(pending.Call.Id, Refused: false)));
        }
    }

    public void Write(Process by, Persist what) => by.Machine.Disk.Write(by, what);

    public Machine? FindByProbePort(PeerAddress address) => Find(address, static (a, b) => a.ProbePort == b.ProbePort);

    public Machine? FindByPullPort(PeerAddress address) => Find(address, static (a, b) => a.PullPort == b.PullPort);

    public void Apply(IEnumerable<Cut> cuts, int sign)
    {
        foreach (var (from, to, channel) in cuts)
        {
            var link = (from * MachinesMax) + to;
            _multicastCuts[link] += (byte)(channel.HasFlag(Channel.Multicast) ? sign : 0);
            _unicastCuts[link] += (byte)(channel.HasFlag(Channel.Unicast) ? sign : 0);
        }
    }

    public bool Passes(int from, int to, Channel channel) =>
        (channel == Channel.Multicast ? _multicastCuts : _unicastCuts)[(from * MachinesMax) + to] == 0;

    private bool PassesBoth(Machine a, Machine b) =>
        Passes(a.Index, b.Index, Channel.Unicast) && Passes(b.Index, a.Index, Channel.Unicast);

    private void Arrive(CallInFlight pending, Machine to)
    {
        if (to.Address.PullPort != pending.Call.To.PullPort || !to.Host.Equals(pending.Call.To.Host) || !to.IsUp)
        {
            return;
        }

        if (to.Running is not { } process)
        {
            world.Counters.Strike(Fault.CallRefused);
            world.After(Delay(), () => End(pending, new CallFailed(pending.Call.Id, Refused: true)));
            return;
        }

        var id = ++process.LastServing;
        process.Serving.Add(id, pending);
        world.Step(process, new CallReceived(id, pending.Call.Bytes, pending.Caller.Machine.Host));
    }

    private Machine? Find(PeerAddress address, Func<PeerAddress, PeerAddress, bool> same)
    {
        foreach (var machine in world.Machines)
        {
            if (same(machine.Address, address) && machine.Host.Equals(address.Host))
            {
                return machine;
            }
        }

        return null;
    }

    private void End(CallInFlight pending, Input input)
    {
        if (!pending.IsOver)
        {
            pending.IsOver = true;
            world.Step(pending.Caller, input);
        }
    }

    private void Send(Process from, Machine to, ReadOnlyMemory<byte> bytes, Channel channel, PeerAddress? sentTo)
    {
        Datagrams++;
        if (!Passes(from.Machine.Index, to.Index, channel) || IsLost(from.Machine.Index, to.Index))
        {
            return;
        }

        var whole = bytes;
        bytes = Damage(bytes);
        TimeSpan? sentWholeAt = bytes.Equals(whole) ? world.Now : null;
        world.Add(DatagramDelay(), new DatagramArrival(bytes, from.Machine.Host, to, sentTo, from, sentWholeAt));
        if (Strikes(Options.Duplicate, Fault.Duplicate))
        {
            world.Add(DatagramDelay(), new DatagramArrival(bytes, from.Machine.Host, to, sentTo, from));
        }
    }

    private bool IsLost(int from, int to)
    {
        // A process hears itself through the kernel, not through the network.
        if (from == to || !world.FaultsOn)
        {
            return false;
        }

        if (_bursts[(from * MachinesMax) + to].Loses(world.Now, Options.BurstLoss, _dice))
        {
            world.Counters.Strike(Fault.BurstLoss);
            return true;
        }

        return Strikes(Options.Loss, Fault.Loss);
    }

    private ReadOnlyMemory<byte> FlipList(ReadOnlyMemory<byte> bytes)
    {
        if (!world.FaultsOn || !_dice.Chance(Options.ListFlip) || FlippedList.Of(bytes, _dice) is not { } flipped)
        {
            return bytes;
        }

        world.Counters.Strike(Fault.ListFlip);
        return flipped;
    }

    private ReadOnlyMemory<byte> Damage(ReadOnlyMemory<byte> bytes)
    {
        bytes = FlipList(bytes);
        if (Strikes(Options.DatagramTruncation, Fault.DatagramTruncation))
        {
            return bytes[.._dice.Below(bytes.Length)];
        }

        if (!Strikes(Options.DatagramFlip, Fault.DatagramFlip))
        {
            return bytes;
        }

        var flipped = bytes.ToArray();
        flipped[_dice.Below(flipped.Length)] ^= (byte)(1 << _dice.Below(8));
        return flipped;
    }

    private TimeSpan DatagramDelay()
    {
        var delay = Delay();
        return Strikes(Options.Reorder, Fault.Reorder) ? delay + TimeSpan.FromMilliseconds(_dice.Between(1, 2_000)) : delay;
    }

    private TimeSpan CallDelay()
    {
        var delay = Delay();
        return Strikes(Options.CallSlow, Fault.CallSlow) ? delay + TimeSpan.FromSeconds(_dice.Between(0.1, 6)) : delay;
    }

    private TimeSpan Delay()
    {
        var mean = world.FaultsOn || Options.Delay < HealthyDelay ? Options.Delay : HealthyDelay;
        var delay = mean * _dice.Between(0.5, 1.5);
        if (Strikes(Options.LongDelay, Fault.LongDelay))
        {
            delay = TimeSpan.FromSeconds(_dice.Between(0.2, 8));
        }

        return delay < DelayMax ? delay : DelayMax;
    }

    private bool Strikes(double probability, Fault fault)
    {
        if (!world.FaultsOn || !_dice.Chance(probability))
        {
            return false;
        }

        world.Counters.Strike(fault);
        return true;
    }
}
