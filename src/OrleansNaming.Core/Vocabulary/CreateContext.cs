namespace OrleansNaming;

/// <summary>Create an inner node of the tree (createSubcontext).</summary>
internal sealed record CreateContext(string Name) : Change;
