using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Starts a second server from a copy of another's disk, under its name: a virtual machine that was cloned while it ran, or two from one image.</summary>
internal sealed class Clones(World world) : Nemesis(world)
{
    public override void Begin() => Every(Options.CloneEvery, CloneOne);

    private void CloneOne()
    {
        if (PickRunning() is not { IsClone: false } original || World.Machines.Count >= World.MachinesMax - 8)
        {
            return;
        }

        var clone = World.AddMachine(original.Server, clone: true);
        if (Dice.Chance(0.4))
        {
            StartTwins(original, clone);
        }
        else
        {
            World.Counters.Strike(World.Silos is null ? Fault.ClonedDisk : Fault.SecondSilo);
            World.Trace.Say(null, $"{original} is cloned");
            Copy(original, clone);
            World.Start(clone);
        }

        World.After(TimeSpan.FromSeconds(Dice.Between(5, 90)), () => Retire(clone));
    }

    /// <summary>
    /// One image of a stopped machine started on two hosts at once, with wall clocks behind: both ask the same nodes, hear the same, and open the
    /// same incarnation. Only the boot id tells them apart.
    /// </summary>
    private void StartTwins(Machine original, Machine clone)
    {
        World.Counters.Strike(Fault.TwinStart);
        World.Kill(original.Running!, "is stopped, and its image started twice");
        Copy(original, clone);
        foreach (var twin in new[] { original, clone })
        {
            twin.Clock.JumpWall(-(World.Now + TimeSpan.FromDays(400)));
            World.Start(twin);
        }
    }

    /// <summary>Silos of one name have one storage.</summary>
    private void Copy(Machine original, Machine clone)
    {
        if (World.Silos is null)
        {
            clone.Disk.CopyFrom(original.Disk);
        }
    }

    private void Retire(Machine clone)
    {
        // A clone that lives when the faults end stays: which of the two serves must then be the same everywhere.
        if (World.FaultsOn)
        {
            clone.IsRetired = true;
            World.Oracle.Find<LastingGuests>().Retired(clone, isHeardOf: false);
            if (clone.Running is { } process)
            {
                World.Kill(process, "is switched off");
            }
        }
    }
}
