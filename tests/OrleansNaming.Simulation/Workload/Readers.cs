using OrleansNaming.Simulation.Chance;

namespace OrleansNaming.Simulation.Workload;

/// <summary>Resolves names at random nodes all the time, and every two seconds looks through everything that a node shows.</summary>
internal sealed class Readers(World world)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly Prng _dice = Prng.For(world.Options.Seed, "readers");
    private int _reads;

    public void Begin() => world.After(Every, Read);

    private void Read()
    {
        var machine = world.Machines[_dice.Below(world.Machines.Count)];
        if (machine.Running is { IsPaused: false } process)
        {
            world.Oracle.Resolve(process, PickName());
            if (++_reads % 20 == 0)
            {
                world.Oracle.LookAtAll(process);
            }
        }

        world.After(Every, Read);
    }

    private string PickName() => _dice.Below(4) switch
    {
        0 => _dice.Pick(Names.Guests),
        1 => Names.Of(world.Machines[_dice.Below(world.Machines.Count)].Server, _dice.Below(8)),
        _ => _dice.Pick(Names.Shared),
    };
}
