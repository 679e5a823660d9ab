using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>A node asks to be woken in the future: thousands of ticks at one moment are a loop that only stops with the process.</summary>
internal sealed class NoSpinning(World world) : Checker(world)
{
    private const int TicksMax = 1_000;
    private TimeSpan _at;
    private int _ticks;

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (input is not Ticked)
        {
            return;
        }

        _ticks = World.Now == _at ? _ticks + 1 : 0;
        _at = World.Now;
        FailUnless(_ticks < TicksMax, () => $"{process} was woken {TicksMax} times at one moment: DueAt stays at {process.Node.DueAt}, now is {process.Clock.Monotonic}");
    }
}
