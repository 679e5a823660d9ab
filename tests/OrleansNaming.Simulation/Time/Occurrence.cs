namespace OrleansNaming.Simulation.Time;

/// <summary>One thing that will happen at a moment of the world.</summary>
internal abstract class Occurrence
{
    public abstract void Happen(World world);
}
