namespace OrleansNaming;

/// <summary>How a node judges an owner's life (design rule 11). Never content: no list changes by it.</summary>
public enum OwnerState
{
    /// <summary>Heard of, never from itself.</summary>
    Unheard = 0,

    /// <summary>Heard within three intervals.</summary>
    Alive,

    /// <summary>Silent for three intervals; still served, probes are under way.</summary>
    Suspect,

    /// <summary>Silent beyond the hiding bound: its own services are not resolved.</summary>
    Hidden,

    /// <summary>Said goodbye.</summary>
    Left,
}
