using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>S3: everything that is shown was once shown by its owner itself.</summary>
internal sealed class Provenance(World world) : Checker(world)
{
    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now) =>
        FailUnless(Oracle.Truth.Find(now.Server, now.Stamp) is not null, () =>
            $"{reader} shows {now.Server} at {now.Stamp} (boot {now.Stamp.Epoch.Boot}), which no process of {now.Server} ever committed");
}
