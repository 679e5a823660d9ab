namespace OrleansNaming;

/// <summary>What a name of the tree refers to. The numbers stand on the wire and are never reused.</summary>
public enum ReferenceKind
{
    /// <summary>Instances of a service.</summary>
    Service = 0,

    /// <summary>A text or bytes.</summary>
    Value = 1,

    /// <summary>Another name.</summary>
    Link = 2,

    /// <summary>An inner node of the tree.</summary>
    Context = 3,
}
