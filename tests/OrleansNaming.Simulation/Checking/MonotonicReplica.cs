using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>S1: in one life a node never shows a smaller stamp of an owner than it has shown.</summary>
internal sealed class MonotonicReplica(World world) : Checker(world)
{
    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now) =>
        FailUnless(now.Stamp > seen.Highest, () => $"{reader} shows {now.Server} at {now.Stamp} after it had shown {seen.Highest}");
}
