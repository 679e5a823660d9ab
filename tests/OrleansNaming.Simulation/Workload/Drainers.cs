using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Workload;

/// <summary>Now and then an operator drains a server, waits for the answer, and ends the drain some time after.</summary>
internal sealed class Drainers(World world)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(8);
    private readonly Prng _dice = Prng.For(world.Options.Seed, "drains");

    public void Begin() => world.After(_dice.Wait(Every), Drain);

    private void Drain()
    {
        if (!world.ClientsOn)
        {
            return;
        }

        if (_dice.Pick(world.Machines).Running is { HasBegun: true } process)
        {
            world.Ask(process, new Drain(TimeSpan.FromSeconds(_dice.Between(0, 15))), _ => Undrain(process));
        }

        world.After(_dice.Wait(Every), Drain);
    }

    private void Undrain(Process process) => world.After(_dice.Wait(Every), () =>
    {
        if (process.IsAlive)
        {
            world.Ask(process, new SetStatus(OwnerStatus.Serving), _ => { });
        }
    });
}
