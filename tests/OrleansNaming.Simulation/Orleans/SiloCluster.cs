using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>
/// Orleans as the nodes meet it. Between members messages arrive once and in order, or are lost while a link is cut; a call to a silo that died hangs until
/// the membership says so, and nothing is ever refused; an owner's list comes from its grain.
/// </summary>
internal sealed class SiloCluster : IPorts
{
    private static readonly TimeSpan HealthyDelay = TimeSpan.FromMilliseconds(10);
    private readonly World _world;
    private readonly Membership _membership;
    private readonly Dictionary<(Process, Process), TimeSpan> _lastArrival = [];
    private readonly Prng _dice;

    public SiloCluster(World world)
    {
        _world = world;
        _dice = Prng.For(world.Options.Seed, "silos");
        Storage = new GrainStorage(world);
        Grains = new Grains(world, this);
        _membership = new Membership(world, this);
    }

    public GrainStorage Storage { get; }

    public Grains Grains { get; }

    /// <summary>What silos sent to each other, and what kind it was: for figures of a cluster at rest.</summary>
    public SortedDictionary<string, long> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Sent"/> is kept.</summary>
    public bool Counts { get; set; }

    public IAudience Audience => _world.Audience;

    private SimOptions Options => _world.Options;

    public bool IsDeclared(Process silo) => _membership.IsDeclared(silo);

    /// <summary>The silo of that name in an observer's view; of two, the one that started later.</summary>
    public static Process? Find(Process observer, ServerId server) => observer.View.FindLast(silo => silo.Server == server);

    /// <summary>The process becomes an active silo, reads its storage, and only then its node starts.</summary>
    public void Start(Process process, Action<ReadOnlyMemory<byte>> begin, Action<string> fail)
    {
        _membership.Joins(process);
        process.Store = new GrainStoreClient(_world, this, process);
        process.Store.Read(state =>
        {
            if (state is null)
            {
                fail("cannot read the grain storage");
                return;
            }

            begin(state.Bytes);
            _membership.Began(process);
            Grains.CallHome(process);
        });
    }

    public void Ended(Process process, bool properly) => _membership.Ends(process, properly);

    public void Multicast(Process from, ReadOnlyMemory<byte> bytes)
    {
        foreach (var to in from.View)
        {
            Send(from, to, bytes);
        }
    }

    public void Unicast(Process from, PeerAddress address, ReadOnlyMemory<byte> bytes)
    {
        if (from.View.FindLast(silo => silo.Machine.Address.Host.Equals(address.Host) && silo.Machine.Address.ProbePort == address.ProbePort) is { } to)
        {
            Send(from, to, bytes);
        }
        else
        {
            _world.Counters.Strike(Fault.NotInView);
        }
    }

    public void Call(Process from, Call call)
    {
        Count(call.Request is ChangesRequest ? "call changes" : "call " + call.Request.GetType().Name);
        var pending = new CallInFlight(from, call);
        _world.After(call.Timeout / from.Machine.Clock.Rate, () => End(pending, new CallFailed(call.Id, Refused: false)));
        if (Strikes(Options.CallLost, Fault.CallLost))
        {
            return;
        }

        var silo = from.View.FindLast(silo => silo.Machine.Address.Host.Equals(call.To.Host) && silo.Machine.Address.PullPort == call.To.PullPort);
        if (call.Request is ChangesRequest changes && (silo is null || silo.Server == changes.Server))
        {
            Grains.Reach(from, changes.Server, activation => AtGrain(pending, changes.Server, activation), () => Fail(pending));
        }
        else if (silo is null)
        {
            _world.After(TimeSpan.FromMilliseconds(1), () => Fail(pending));
        }
        else
        {
            Go(from, silo, () => Serve(silo, pending), () => Fail(pending));
        }
    }

    public void Answer(Process from, CallInFlight pending, ReadOnlyMemory<byte> bytes) =>
        Back(from, pending.Caller, () => End(pending, bytes.Length > 0 && !Strikes(Options.CallBroken, Fault.CallBroken)
            ? new CallAnswered(pending.Call.Id, bytes)
            : new CallFailed(pending.Call.Id, Refused: false)));

    /// <summary>The serving process died: the caller is told when the membership knows.</summary>
    public void Break(CallInFlight pending, Process dead) => _membership.WhenDead(pending.Caller, dead, () => Fail(pending));

    public void Write(Process by, Persist what) => by.Store!.Write(what);

    public bool Passes(Process a, Process b) =>
        _world.Network.Passes(a.Machine.Index, b.Machine.Index, Channel.Unicast) && _world.Network.Passes(b.Machine.Index, a.Machine.Index, Channel.Unicast);

    /// <summary>A deed of a process: never when it is dead, later when it is frozen.</summary>
    public void On(Process process, Action deed)
    {
        if (process is { IsAlive: true, IsPaused: true })
        {
            _world.After(TimeSpan.FromMilliseconds(50), () => On(process, deed));
        }
        else if (process.IsAlive)
        {
            deed();
        }
    }

    /// <summary>A call from silo to silo.</summary>
    public void Go(Process from, Process to, Action there, Action failed)
    {
        if (from == to)
        {
            _world.After(TimeSpan.FromMicroseconds(20), () => On(to, there));
        }
        else if (!to.IsAlive || !Passes(from, to))
        {
            _membership.WhenDead(from, to, failed);
        }
        else
        {
            _world.After(CallDelay(), () =>
            {
                if (to.IsAlive)
                {
                    On(to, there);
                }
                else
                {
                    _membership.WhenDead(from, to, failed);
                }
            });
        }
    }

    /// <summary>The reply to a call; a lost one leaves the caller to its time-out.</summary>
    public void Back(Process from, Process to, Action deed)
    {
        if (from == to)
        {
            _world.After(TimeSpan.FromMicroseconds(20), () => On(to, deed));
        }
        else if (Passes(from, to) && !Strikes(Options.GrainReplyLost, Fault.GrainReplyLost))
        {
            _world.After(CallDelay(), () => On(to, deed));
        }
    }

    private void AtGrain(CallInFlight pending, ServerId server, Activation activation)
    {
        var host = activation.Host;
        if (host.Server == server && host.HasBegun)
        {
            Serve(host, pending);
        }
        else if (Find(host, server) is { } home)
        {
            Go(host, home, () => Serve(home, pending), () => Fail(pending));
        }
        else
        {
            var answer = activation.Answer(pending.Call.Bytes);
            _world.Counters.Strike(Fault.AnsweredFromStorage);
            _world.Oracle.StoredAnswered(server, answer);
            Answer(host, pending, answer);
        }
    }

    private void Serve(Process to, CallInFlight pending)
    {
        if (!to.HasBegun)
        {
            Fail(pending);
            return;
        }

        var id = ++to.LastServing;
        to.Serving.Add(id, pending);
        _world.Step(to, new CallReceived(id, pending.Call.Bytes, pending.Caller.Machine.Host));
    }

    private void Fail(CallInFlight pending) => End(pending, new CallFailed(pending.Call.Id, Refused: false));

    private void End(CallInFlight pending, Input input)
    {
        if (!pending.IsOver)
        {
            pending.IsOver = true;
            _world.Step(pending.Caller, input);
        }
    }

    private void Send(Process from, Process to, ReadOnlyMemory<byte> bytes)
    {
        if (Counts)
        {
            Opener.TryOpen(bytes.Span, World.Cluster, _world.Keys, Limits.DatagramBytes, out var envelope);
            Count(envelope?.Message.GetType().Name ?? "?");
        }

        if (!Passes(from, to))
        {
            _world.Counters.Strike(Fault.LostInCut);
            return;
        }

        var at = _world.Now + Delay();
        at = _lastArrival.TryGetValue((from, to), out var last) && last > at ? last : at;
        _lastArrival[(from, to)] = at;
        _world.At(at, () =>
        {
            if (Passes(from, to))
            {
                _world.Step(to, new DatagramReceived(bytes, from.Machine.Host));
            }
        });
    }

    private void Count(string kind)
    {
        if (Counts)
        {
            Sent[kind] = Sent.GetValueOrDefault(kind) + 1;
        }
    }

    private TimeSpan CallDelay() => Strikes(Options.CallSlow, Fault.CallSlow) ? Delay() + TimeSpan.FromSeconds(_dice.Between(0.1, 6)) : Delay();

    private TimeSpan Delay()
    {
        var mean = _world.FaultsOn || Options.Delay < HealthyDelay ? Options.Delay : HealthyDelay;
        return Strikes(Options.LongDelay, Fault.LongDelay) ? TimeSpan.FromSeconds(_dice.Between(0.2, 4)) : mean * _dice.Between(0.5, 1.5);
    }

    private bool Strikes(double probability, Fault fault)
    {
        if (!_world.FaultsOn || !_dice.Chance(probability))
        {
            return false;
        }

        _world.Counters.Strike(fault);
        return true;
    }
}
