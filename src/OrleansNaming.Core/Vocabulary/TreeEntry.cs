namespace OrleansNaming;

/// <summary>What a name of the tree refers to, at one moment.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Kind">Service, value or link; context when nothing else is bound.</param>
public sealed record TreeEntry(CompositeName Name, ReferenceKind Kind)
{
    /// <summary>The value or the link; null for a service or a context.</summary>
    public Reference? Reference { get; init; }

    /// <summary>The live instances of a service.</summary>
    public InstanceSet Instances { get; init; }

    /// <summary>Whether names are below it, or it was created as a context: a service's name may be a context too.</summary>
    public bool IsContext { get; init; }

    /// <summary>How many bindings of the name are not served, since it is another's.</summary>
    public int Conflicted { get; init; }

    /// <summary>The newest version that contributed; none for a context that nobody created.</summary>
    public Token Stamp { get; init; }
}
