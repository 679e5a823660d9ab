namespace OrleansNaming;

/// <summary>What happened to a name.</summary>
public enum ChangeKind
{
    /// <summary>An instance is bound that was not.</summary>
    Bound,

    /// <summary>An instance changed.</summary>
    Rebound,

    /// <summary>An instance is gone by its owner's word, or its lease ended.</summary>
    Unbound,

    /// <summary>An instance is hidden because its owner fell silent or left.</summary>
    Hidden,

    /// <summary>Forget what you were told: the present state follows.</summary>
    Reset,

    /// <summary>An instance is bound and not served: by the policy its name is another's. Once it is served it is told as bound.</summary>
    Conflicted,
}
