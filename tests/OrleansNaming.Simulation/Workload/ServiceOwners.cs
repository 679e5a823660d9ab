using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Workload;

/// <summary>The applications in all running processes.</summary>
internal sealed class ServiceOwners(World world)
{
    private readonly Dictionary<Process, ServiceOwner> _owners = [];

    public void Began(Process process)
    {
        var owner = _owners[process] = new ServiceOwner(world, process, Prng.For(world.Options.Seed, $"services of {process.Number}"));
        world.After(TimeSpan.FromMilliseconds(1), owner.Begin);
    }

    public void Ended(Process process) => _owners.Remove(process);

    public ServiceOwner? Of(Process process) => _owners.GetValueOrDefault(process);
}
