using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>H1: servers that nobody ever started take no place in a directory, however many are forged: their process never answered a nonce.</summary>
internal sealed class BoundedMemory(World world) : Checker(world)
{
    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        // Called a few times a second: often enough to see a table that grows.
        foreach (var view in reader.Node.Replica.Owners)
        {
            FailUnless(IsReal(view.Server), () =>
                $"{reader} admitted '{view.Server}', a forged server ({reader.Node.Replica.Owners.Count} owners for {World.Machines.Count} machines)");
        }
    }

    private bool IsReal(ServerId server)
    {
        foreach (var machine in World.Machines)
        {
            if (machine.Server == server)
            {
                return true;
            }
        }

        return false;
    }
}
