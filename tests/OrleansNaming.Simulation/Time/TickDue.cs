using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Time;

/// <summary>A process wants to be woken.</summary>
internal sealed class TickDue(Process process, TimeSpan at) : Occurrence
{
    public override void Happen(World world)
    {
        // A later plan made this one void.
        if (process.TickAt != at)
        {
            return;
        }

        process.TickAt = TimeSpan.MaxValue;
        world.Step(process, Ticked.Instance);
    }
}
