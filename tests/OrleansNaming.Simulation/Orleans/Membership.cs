using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>
/// Orleans' membership: a table that all can read, and each silo's view of it, up to a second old. A killed silo is seen dead after 0.3 to 1.3 s; a frozen
/// one, or one that enough others cannot reach, after 4.2 s; when that one notices, it kills itself.
/// </summary>
internal sealed class Membership(World world, SiloCluster silos)
{
    /// <summary>How old a silo's view may be.</summary>
    public static readonly TimeSpan LagMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Rows of the dead that a silo reads when it starts; older ones are cleaned away.</summary>
    private const int DeadMax = 40;

    private readonly List<Process> _active = [];
    private readonly List<Process> _dead = [];
    private readonly HashSet<Process> _declared = [];
    private readonly Dictionary<Process, TimeSpan> _outcasts = [];
    private readonly Dictionary<(Process, Process), TimeSpan> _unreachable = [];
    private readonly Dictionary<(Process, Process), List<Action>> _hanging = [];
    private readonly Prng _dice = Prng.For(world.Options.Seed, "membership");
    private bool _isWatching;

    /// <summary>How long after a silo is killed the last one knows.</summary>
    public static TimeSpan KnownAfter => TimeSpan.FromSeconds(1.3) + LagMax;

    public bool IsDeclared(Process silo) => _declared.Contains(silo);

    /// <summary>The silo is active: it knows the others at once, they know it within a second.</summary>
    public void Joins(Process silo)
    {
        if (!_isWatching)
        {
            _isWatching = true;
            Watch();
        }

        foreach (var former in _active.Where(other => other.Machine == silo.Machine).ToList())
        {
            Declare(former); // A start at the same address is the predecessor's death.
        }

        silo.View.AddRange(_active);
        foreach (var other in _active)
        {
            Later(other, () =>
            {
                if (!_declared.Contains(silo))
                {
                    other.View.Add(silo);
                    Tell(other);
                }
            });
        }

        _active.Add(silo);
    }

    /// <summary>What a silo reads in the table when its node starts.</summary>
    public void Began(Process silo)
    {
        Tell(silo);
        foreach (var dead in _dead.TakeLast(DeadMax).ToList())
        {
            world.Step(silo, new BootDied(dead.Boot));
        }
    }

    public void Ends(Process silo, bool properly) =>
        world.After(TimeSpan.FromSeconds(properly ? _dice.Between(0.02, 0.3) : _dice.Between(0.3, 1.3)), () => Declare(silo));

    /// <summary>Runs a deed once that silo is dead for the observer: then its calls fail.</summary>
    public void WhenDead(Process observer, Process silo, Action deed)
    {
        if (_declared.Contains(silo) && !observer.View.Contains(silo))
        {
            world.After(TimeSpan.FromMilliseconds(1), () => silos.On(observer, deed));
            return;
        }

        world.Counters.Strike(Fault.CallHangs);
        if (!_hanging.TryGetValue((observer, silo), out var waiting))
        {
            _hanging.Add((observer, silo), waiting = []);
        }

        waiting.Add(deed);
    }

    private void Declare(Process silo)
    {
        if (!_active.Remove(silo))
        {
            return;
        }

        world.Trace.Say(silo, "is dead in the membership table");
        _declared.Add(silo);
        _dead.Add(silo);
        silos.Grains.CastOut(silo);
        if (silo.IsAlive)
        {
            world.Counters.Strike(silo.IsPaused ? Fault.FrozenDeclaredDead : Fault.CutOffDeclaredDead);
            _outcasts[silo] = _dice.Chance(0.5) ? world.Now + TimeSpan.FromSeconds(_dice.Between(0, 20)) : TimeSpan.MaxValue;
        }

        foreach (var other in _active)
        {
            Later(other, () => Learns(other, silo));
        }
    }

    private void Learns(Process observer, Process dead)
    {
        if (IsDeclared(observer))
        {
            return; // It does not read the table any more, or it would have killed itself.
        }

        observer.View.Remove(dead);
        Tell(observer);
        world.Step(observer, new BootDied(dead.Boot));
        if (_hanging.Remove((observer, dead), out var waiting))
        {
            waiting.ForEach(deed => deed());
        }
    }

    private static PeerAddress AddressOf(Process silo) => silo.Machine.Address;

    private void Tell(Process silo) => world.Step(silo, new PeersFound([.. silo.View.Select(AddressOf)]));

    private void Later(Process silo, Action deed) => world.After(LagMax * _dice.Unit(), () => silos.On(silo, deed));

    private void Watch()
    {
        foreach (var victim in _active.Where(silo => silo.IsAlive).ToList())
        {
            if (Votes(victim) >= Math.Min(2, (_active.Count + 1) / 2) && _active.Count > 1)
            {
                Declare(victim);
            }
        }

        foreach (var (outcast, noticesAt) in _outcasts.OrderBy(pair => pair.Key.Number).ToList())
        {
            Notice(outcast, noticesAt);
        }

        world.After(Every, Watch);
    }

    /// <summary>An outcast that is not frozen reads the table after a while, or is told by the first whom it reaches.</summary>
    private void Notice(Process outcast, TimeSpan noticesAt)
    {
        if (outcast.IsAlive && !outcast.IsPaused && (noticesAt <= world.Now || _active.Exists(other => other.IsAlive && !other.IsPaused && silos.Passes(outcast, other))))
        {
            world.After(TimeSpan.FromMilliseconds(_dice.Between(0, 500)), () => world.Kill(outcast, "learns that it was declared dead, and ends itself"));
        }

        if (!outcast.IsAlive)
        {
            _outcasts.Remove(outcast);
        }
    }

    private int Votes(Process victim)
    {
        var votes = 0;
        foreach (var voter in _active)
        {
            if (voter == victim)
            {
                continue;
            }

            var isMissed = voter is { IsAlive: true, IsPaused: false } && (victim.IsPaused || !silos.Passes(voter, victim));
            if (!isMissed)
            {
                _unreachable.Remove((voter, victim));
            }
            else if (!_unreachable.TryGetValue((voter, victim), out var since))
            {
                _unreachable.Add((voter, victim), world.Now);
            }
            else if (world.Now - since >= Missed)
            {
                votes++;
            }
        }

        return votes;
    }
}
