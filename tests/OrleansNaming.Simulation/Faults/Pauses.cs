using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Stops a process by a signal: what comes in waits, its clocks run on, and then everything bursts in at once.</summary>
internal sealed class Pauses(World world) : Nemesis(world)
{
    private readonly List<Process> _paused = [];

    public override void Begin() => Every(Options.PauseEvery, PauseOne);

    public override void Heal()
    {
        while (_paused.Count > 0)
        {
            Resume(_paused[^1]);
        }
    }

    private void PauseOne()
    {
        if (PickRunning() is not { Running: { IsPaused: false } process })
        {
            return;
        }

        var seconds = Math.Exp(Dice.Between(Math.Log(1), Math.Log(Options.PauseMax.TotalSeconds)));
        World.Counters.Strike(Fault.Pause);
        World.Trace.Say(process, FormattableString.Invariant($"stands still for {seconds:F1} s"));
        World.Oracle.Calm.Disturb(process.Machine);
        process.IsPaused = true;
        process.PausedUntil = World.Now + TimeSpan.FromSeconds(seconds);
        _paused.Add(process);
        World.At(process.PausedUntil, () => Resume(process));
    }

    private void Resume(Process process)
    {
        if (_paused.Remove(process) && process.IsAlive)
        {
            process.PausedUntil = World.Now;
            World.Oracle.Calm.Disturb(process.Machine);
            World.Resume(process);
        }
    }
}
