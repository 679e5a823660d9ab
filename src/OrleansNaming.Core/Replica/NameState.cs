namespace OrleansNaming.Replica;

/// <summary>Everything that is shown of one name, at one moment.</summary>
/// <param name="Live">All bindings, conflicted ones among them.</param>
/// <param name="Served">Those that are served.</param>
/// <param name="IsCreated">Whether it was created as a context.</param>
/// <param name="HasBelow">Whether names are below it.</param>
internal readonly record struct NameState(Binding[] Live, Binding[] Served, bool IsCreated, bool HasBelow)
{
    public bool IsContext => IsCreated || HasBelow;

    /// <summary>Whether services, a value or a link are bound, served or not.</summary>
    public bool IsBound => Array.Exists(Live, static binding => binding.Instance.Reference?.Kind != ReferenceKind.Context);
}
