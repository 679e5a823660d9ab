using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Ends processes: by crash, power loss or goodbye, one or all, once or in a loop; and starts them again.</summary>
internal sealed class Crashes(World world, Restarts restarts) : Nemesis(world)
{
    public override void Begin()
    {
        Every(Options.CrashEvery, CrashOne);
        Every(Options.LeaveEvery, LetOneLeave);
        Every(Options.RestartLoopEvery, LoopOne);
        Every(Options.FullRestartEvery, RestartAll);
    }

    private void CrashOne()
    {
        if (PickRunning() is not { } machine)
        {
            return;
        }

        World.Counters.Strike(Fault.Crash);
        if (Dice.Chance(0.4))
        {
            machine.Running!.CrashesInWrite = true;
            World.After(TimeSpan.FromSeconds(5), () => restarts.StartIfDown(machine));
            return;
        }

        if (Dice.Chance(0.3))
        {
            // Between two outputs of one step: what is written, what is sent?
            machine.Running!.CrashAfter = Dice.Below(4);
            World.After(TimeSpan.FromSeconds(5), () => restarts.StartIfDown(machine));
            return;
        }

        Down(machine);
        restarts.Plan(machine, DownTime());
    }

    private void Down(Machine machine)
    {
        World.Kill(machine.Running!, "crashes");
        if (Dice.Chance(0.3))
        {
            World.Counters.Strike(Fault.HostDown);
            machine.IsUp = false;
        }
    }

    private void LetOneLeave()
    {
        if (PickRunning() is not { Running: { } process } machine || process.IsPaused)
        {
            return;
        }

        World.Counters.Strike(Fault.GracefulLeave);
        World.Step(process, new LeaveRequested());
        machine.IsClaimed = true;
        World.After(TimeSpan.FromSeconds(Dice.Between(10, 60)), () =>
        {
            if (World.FaultsOn)
            {
                machine.IsClaimed = false;
                World.Kill(process, "is killed since it did not end");
                restarts.StartIfDown(machine);
            }
        });
    }

    private void LoopOne()
    {
        if (PickRunning() is { } machine)
        {
            World.Counters.Strike(Fault.RestartLoop);
            machine.IsClaimed = true;
            Loop(machine, 3 + Dice.Below(8));
        }
    }

    private void Loop(Machine machine, int times)
    {
        if (times == 0 || !World.FaultsOn)
        {
            machine.IsClaimed = false;
            restarts.StartIfDown(machine);
            return;
        }

        if (machine.Running is { } process)
        {
            World.Kill(process, "crashes in a loop");
        }

        restarts.StartNow(machine);
        World.After(TimeSpan.FromSeconds(Dice.Between(0.05, 4)), () => Loop(machine, times - 1));
    }

    private void RestartAll()
    {
        World.Counters.Strike(Fault.FullRestart);
        World.Trace.Say(null, "the whole cluster restarts");
        foreach (var machine in World.Machines.Where(machine => machine.Running is not null && !machine.IsClaimed).ToList())
        {
            World.Kill(machine.Running!, "crashes with all others");
            restarts.Plan(machine, TimeSpan.FromSeconds(Dice.Between(0.1, 5)));
        }
    }

    private TimeSpan DownTime() => TimeSpan.FromSeconds(Math.Exp(Dice.Between(Math.Log(0.1), Math.Log(60))));
}
