namespace OrleansNaming.Simulation.Checking;

/// <summary>Everything that the oracle saw one process show.</summary>
internal sealed class Sight
{
    public SortedDictionary<ServerId, Seen> Owners { get; } = [];

    /// <summary>Whether it says of itself that it hears nobody.</summary>
    public bool IsIsolated { get; set; }

    public Seen Of(ServerId owner)
    {
        if (!Owners.TryGetValue(owner, out var seen))
        {
            Owners.Add(owner, seen = new Seen());
        }

        return seen;
    }
}
