using OrleansNaming.Node;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Starts servers again: with their disk, without it, with an old one, with a damaged one, at a new address. And the supervisor that every server has.</summary>
internal sealed class Restarts(World world) : Nemesis(world)
{
    public override void Begin()
    {
        Every(TimeSpan.FromSeconds(40), BackUpOne);
        Supervise();
    }

    public void Plan(Machine machine, TimeSpan after)
    {
        machine.IsClaimed = true;
        World.After(after, () =>
        {
            machine.IsClaimed = false;
            StartIfDown(machine);
        });
    }

    public void StartIfDown(Machine machine)
    {
        if (machine.Running is null && !machine.IsRetired && !machine.IsClaimed)
        {
            StartNow(machine);
        }
    }

    public void StartNow(Machine machine)
    {
        if (World.FaultsOn && machine.Lives > 0)
        {
            Tamper(machine);
        }

        machine.IsUp = true;
        World.Start(machine);
    }

    private void Tamper(Machine machine)
    {
        if (World.Silos is not null)
        {
            Readdress(machine);
            return;
        }

        if (Dice.Chance(Options.WithoutDisk))
        {
            World.Counters.Strike(Fault.RestartWithoutDisk);
            World.Trace.Say(null, $"{machine} lost its disk");
            machine.Disk.Wipe();
            World.Oracle.Find<LastingGuests>().Lost();
        }
        else if (Dice.Chance(Options.WithOldDisk))
        {
            World.Counters.Strike(Fault.RestartWithOldDisk);
            World.Trace.Say(null, $"{machine} gets its backup back");
            machine.Disk.RestoreBackup();
            World.Oracle.Find<LastingGuests>().Lost();
        }
        else
        {
            World.Counters.Strike(Fault.RestartWithDisk);
            if (Dice.Chance(Options.DiskFlip))
            {
                machine.Disk.FlipBit();
                World.Oracle.Find<LastingGuests>().Lost();
            }
        }

        Readdress(machine);
    }

    private void Readdress(Machine machine)
    {
        if (Dice.Chance(Options.AddressChange))
        {
            World.Counters.Strike(Fault.AddressChange);
            World.Move(machine);
        }
    }

    private void BackUpOne()
    {
        if (PickRunning() is { } machine)
        {
            machine.Disk.TakeBackup();
        }
    }

    /// <summary>Whatever ended by itself is started again.</summary>
    private void Supervise() => World.After(TimeSpan.FromSeconds(5), () =>
    {
        foreach (var machine in World.Machines.ToList())
        {
            if (machine is { IsClone: false, IsClaimed: false, Running: { IsPaused: false } process } && IsToBeRestarted(process))
            {
                World.Kill(process, "is restarted since it is superseded");
            }

            // Who could not start since another process has its name waits, once all is healed, for that to end.
            if (!machine.IsClone && machine.Running is null && (World.FaultsOn || World.LiveProcessOf(machine.Server) is null))
            {
                StartIfDown(machine);
            }
        }

        Supervise();
    });

    /// <summary>Superseded by a live one a process stays so until restarted (rule 2): at once when it is the last of its name, else now and then.</summary>
    private bool IsToBeRestarted(Process process) =>
        process.Node.Phase == NodePhase.Superseded && (!HasRival(process) || (World.FaultsOn && Dice.Chance(0.05)));

    private bool HasRival(Process process)
    {
        foreach (var machine in World.Machines)
        {
            if (machine.Running is { } other && other != process && other.Server == process.Server && other.Node.Phase != NodePhase.Superseded)
            {
                return true;
            }
        }

        return false;
    }
}
