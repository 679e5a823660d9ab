namespace OrleansNaming;

/// <summary>Remove an inner node of the tree; refused while something is bound below it (destroySubcontext).</summary>
internal sealed record DestroyContext(string Name) : Change;
