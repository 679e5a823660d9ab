using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Someone who makes trouble of one kind, now and then, until the world is healed.</summary>
internal abstract class Nemesis(World world)
{
    protected World World { get; } = world;

    /// <summary>Its own: what another nemesis draws does not shift this one's plans.</summary>
    protected Prng Dice => field ??= Prng.For(World.Options.Seed, GetType().Name);

    protected SimOptions Options => World.Options;

    public abstract void Begin();

    /// <summary>Undoes what would not end by itself.</summary>
    public virtual void Heal()
    {
    }

    /// <summary>Does the deed again and again, with exponential waits; never when the fault is off.</summary>
    protected void Every(TimeSpan mean, Action deed)
    {
        if (mean > TimeSpan.Zero)
        {
            World.After(Dice.Wait(mean), () =>
            {
                if (World.FaultsOn)
                {
                    deed();
                    Every(mean, deed);
                }
            });
        }
    }

    /// <summary>Any machine with a running process that no other plan has claimed, or null.</summary>
    protected Machine? PickRunning()
    {
        var candidates = World.Machines.Where(machine => machine.Running is not null && !machine.IsClaimed).ToList();
        return candidates.Count == 0 ? null : Dice.Pick(candidates);
    }
}
