using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Starts a second server from a copy of another's disk, under its name: a virtual machine that was cloned while it ran.</summary>
internal sealed class Clones(World world) : Nemesis(world)
{
    public override void Begin() => Every(Options.CloneEvery, CloneOne);

    private void CloneOne()
    {
        if (PickRunning() is not { IsClone: false } original || World.Machines.Count >= World.MachinesMax - 8)
        {
            return;
        }

        World.Counters.Strike(Fault.ClonedDisk);
        World.Trace.Say(null, $"{original} is cloned");
        var clone = World.AddMachine(original.Server, clone: true);
        clone.Disk.CopyFrom(original.Disk);
        World.Start(clone);
        World.After(TimeSpan.FromSeconds(Dice.Between(5, 90)), () => Retire(clone));
    }

    private void Retire(Machine clone)
    {
        // A clone that lives when the faults end stays: which of the two serves must then be the same everywhere.
        if (World.FaultsOn)
        {
            clone.IsRetired = true;
            if (clone.Running is { } process)
            {
                World.Kill(process, "is switched off");
            }
        }
    }
}
