using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>
/// Brings calls to a server's grain. One activation, at home if that is up; sometimes a second one, until the directory sees it. One on a silo that died is
/// where calls go, and hang, until the membership says so. A silo that was declared dead and lives on has its own.
/// </summary>
internal sealed class Grains(World world, SiloCluster silos)
{
    private readonly Dictionary<ServerId, Activation> _first = [];
    private readonly Dictionary<ServerId, Activation> _second = [];
    private readonly Dictionary<(Process, ServerId), Activation> _outcasts = [];
    private readonly Prng _dice = Prng.For(world.Options.Seed, "grains");

    /// <summary>Runs <paramref name="there"/> at an activation, or <paramref name="failed"/> at the caller, or neither for as long as the call hangs.</summary>
    public void Reach(Process caller, ServerId server, Action<Activation> there, Action failed)
    {
        if (Find(caller, server) is not { } activation)
        {
            world.After(TimeSpan.FromMilliseconds(1), () => silos.On(caller, failed));
        }
        else
        {
            silos.Go(caller, activation.Host, () => there(activation), failed);
        }
    }

    /// <summary>A silo that has become active calls its grain home, some times until it comes.</summary>
    public void CallHome(Process home, int times = 20)
    {
        world.After(TimeSpan.FromMilliseconds(_dice.Between(50, 500)), () => silos.On(home, () =>
        {
            var activation = Find(home, home.Server);
            if (activation?.Host != home && times > 0)
            {
                activation?.IsOver |= activation.IsIdle && activation.Host.View.Contains(home);
                CallHome(home, times - 1);
            }
        }));
    }

    /// <summary>Ends every activation that is elsewhere, so that a cut between two silos is nothing to a third one's storage.</summary>
    public void BringHome(Process home)
    {
        foreach (var activations in new[] { _first, _second })
        {
            if (activations.TryGetValue(home.Server, out var activation) && activation.Host != home)
            {
                activation.IsOver = true;
            }
        }
    }

    private Activation? Find(Process caller, ServerId server)
    {
        if (silos.IsDeclared(caller))
        {
            return Live(_outcasts, (caller, server), out var own) ? own : Activate(_outcasts, (caller, server), server, caller);
        }

        var hasFirst = Live(_first, server, out var first);
        if (!hasFirst)
        {
            first = Activate(_first, server, server, Place(caller, server));
        }

        if (!Live(_second, server, out var second) && hasFirst && world.FaultsOn && _dice.Chance(world.Options.DuplicateActivation))
        {
            world.Counters.Strike(Fault.DuplicateActivation);
            world.Trace.Say(null, $"the grain of {server} is activated on {caller} too");
            second = Activate(_second, server, server, caller, world.Now + TimeSpan.FromSeconds(_dice.Between(1, 20)));
        }

        return second is not null && _dice.Chance(0.5) ? second : first;
    }

    private bool Live<T>(Dictionary<T, Activation> activations, T key, out Activation? activation)
        where T : notnull
    {
        if (!activations.TryGetValue(key, out activation))
        {
            return false;
        }

        if (!activation.IsOver && activation.EndsAt > world.Now && (!silos.IsDeclared(activation.Host) || ReferenceEquals(activations, _outcasts)))
        {
            return true;
        }

        activations.Remove(key);
        activation = null;
        return false;
    }

    /// <summary>The silo was declared dead: its activations are still there for itself.</summary>
    public void CastOut(Process silo)
    {
        foreach (var (server, activation) in _first.Concat(_second).Where(pair => pair.Value.Host == silo).ToList())
        {
            _outcasts[(silo, server)] = activation;
        }
    }

    private Activation? Activate<T>(Dictionary<T, Activation> activations, T key, ServerId server, Process host, TimeSpan? endsAt = null)
        where T : notnull
    {
        var activation = new Activation(silos, server, host, new BootId(_dice.Bits128())) { EndsAt = endsAt ?? TimeSpan.MaxValue };
        if (!activation.TryLoad())
        {
            return null;
        }

        return activations[key] = activation;
    }

    /// <summary>At home, unless that has only just become active and the candidates lag behind the membership: it calls its grain home then.</summary>
    private Process Place(Process caller, ServerId server)
    {
        var home = caller.Server == server ? caller : SiloCluster.Find(caller, server);
        if (home is not null && !(world.Now - home.StartedAt < TimeSpan.FromSeconds(1) && _dice.Chance(0.2)))
        {
            return home;
        }

        var at = _dice.Below(caller.View.Count + 1);
        return at == caller.View.Count ? caller : caller.View[at];
    }
}
