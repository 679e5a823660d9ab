namespace OrleansNaming.Tree;

/// <summary>Removes an empty context (destroySubcontext).</summary>
internal sealed record TreeDestroy(string Path) : TreeChange(Path);
