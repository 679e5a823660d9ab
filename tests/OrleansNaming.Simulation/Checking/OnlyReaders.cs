using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>Row E36: who may not hear of a server never shows a list of it, whoever told; and a server that not everyone may hear of says nothing to all.</summary>
internal sealed class OnlyReaders(World world) : Checker(world)
{
    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now) =>
        FailUnless(World.Audience.MayHear(reader.Server, now.Server), () => $"{reader} shows {now.Server} at {now.Stamp}, of which it may not hear");

    public override void Announces(Process process, Envelope envelope, Notice notice) =>
        FailUnless(!World.Audience.IsNarrowed(process.Server), () => $"{process} announces {notice.Stamp} to everyone, and not everyone may hear of it");
}
