namespace OrleansNaming.Node;

/// <summary>Where a node is in its life.</summary>
internal enum NodePhase
{
    /// <summary>Reading its store and asking what others hold of it (rule 1).</summary>
    Asking = 0,

    /// <summary>Announcing; the directory is not yet complete (rule 12).</summary>
    Joining,

    /// <summary>Complete.</summary>
    Ready,

    /// <summary>Superseded by another live process of its name: announces and commits nothing (rule 2).</summary>
    Superseded,

    /// <summary>Draining, handing over, about to say goodbye (rule 10).</summary>
    Leaving,

    /// <summary>Finished.</summary>
    Ended,
}
