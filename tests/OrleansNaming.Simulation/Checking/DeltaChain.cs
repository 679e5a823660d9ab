using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>S5, by difference: however a version came (delta, several in one, snapshot, chunks, dump), the list is the owner's own list at that stamp.</summary>
internal sealed class DeltaChain(World world) : Checker(world)
{
    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        if (Oracle.Truth.Find(now.Server, now.Stamp) is { } truth && !ReferenceEquals(truth, now) && EntryEquality.Difference(now, truth) is { } difference)
        {
            Fail($"{reader} shows {now.Server} at {now.Stamp} otherwise than its owner did: {difference}");
        }
    }
}
