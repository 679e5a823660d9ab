namespace OrleansNaming.Simulation.Faults;

/// <summary>Fills disks, or makes them read-only, for a while.</summary>
internal sealed class DiskTroubles(World world) : Nemesis(world)
{
    public override void Begin() => Every(Options.DiskTroubleEvery, Trouble);

    public override void Heal()
    {
        foreach (var machine in World.Machines)
        {
            machine.Disk.FullUntil = World.Now;
            machine.Disk.ReadOnlyUntil = World.Now;
        }
    }

    private void Trouble()
    {
        if (PickRunning() is not { } machine)
        {
            return;
        }

        var until = World.Now + TimeSpan.FromSeconds(Dice.Between(2, 40));
        if (Dice.Chance(0.5))
        {
            machine.Disk.FullUntil = until;
        }
        else
        {
            machine.Disk.ReadOnlyUntil = until;
        }
    }
}
