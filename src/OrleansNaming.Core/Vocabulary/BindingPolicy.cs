namespace OrleansNaming;

/// <summary>
/// What it means when several bind one name (design section 5, requirements Q11). Each binding states its own; where they differ the stricter
/// one holds for the name. The order of the members is the order of strictness.
/// </summary>
public enum BindingPolicy
{
    /// <summary>All are instances of one service, and all are served. The default.</summary>
    Pool = 0,

    /// <summary>Any number may be bound; the first one is served, the others stand by: lowest epoch, then lowest server.</summary>
    FirstEpoch = 1,

    /// <summary>
    /// As <see cref="FirstEpoch"/>, and a bind is refused where another binding is known. Not a lock: binds at two servers at one moment are both
    /// accepted, and one of them turns <see cref="ChangeKind.Conflicted"/>.
    /// </summary>
    Unique = 2,
}
