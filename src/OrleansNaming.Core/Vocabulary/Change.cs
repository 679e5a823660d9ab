namespace OrleansNaming;

/// <summary>What can be asked of an owner: <c>Commit(Owner, Change) → Token</c>.</summary>
internal abstract record Change;
