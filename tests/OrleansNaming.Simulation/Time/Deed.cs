namespace OrleansNaming.Simulation.Time;

/// <summary>An occurrence for the rare things: faults, writes of clients, disks.</summary>
internal sealed class Deed(Action deed) : Occurrence
{
    public override void Happen(World world) => deed();
}
