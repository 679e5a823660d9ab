namespace OrleansNaming.Lan.Loop;

/// <summary>Who hears what happens in a node. Outlives the node's start: a subscriber may come before it.</summary>
internal sealed class Listeners(Action<Exception> failed)
{
    /// <summary>Every applied version, in order.</summary>
    public Callbacks<IReadOnlyList<NamingChange>> Changes { get; } = new(failed);

    /// <summary>Every observation, in order.</summary>
    public Callbacks<Observation> Observations { get; } = new(failed);
}
