namespace OrleansNaming;

/// <summary>What can be asked of an owner: <c>Commit(Owner, Change) → Token</c>.</summary>
internal abstract record Change
{
    /// <summary>Whether it is judged by what everybody sees, so that no unwritten change may stand before it: it gets a version of its own.</summary>
    internal virtual bool StandsAlone => false;
}
