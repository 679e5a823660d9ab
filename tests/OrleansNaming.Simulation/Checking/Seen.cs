namespace OrleansNaming.Simulation.Checking;

/// <summary>What a reader has shown of one owner in its present life.</summary>
internal sealed class Seen
{
    public Advertisement? Advertisement { get; set; }

    /// <summary>The highest state ever shown; stays when the owner is forgotten.</summary>
    public Stamp Highest { get; set; }

    /// <summary>The highest epoch that said goodbye here.</summary>
    public Epoch Left { get; set; }

    /// <summary>How the reader judged the owner's life last, and when on the world's clock.</summary>
    public OwnerState State { get; set; }

    public TimeSpan StateAt { get; set; }
}
