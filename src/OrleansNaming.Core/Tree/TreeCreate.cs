namespace OrleansNaming.Tree;

/// <summary>Creates a context (createSubcontext).</summary>
internal sealed record TreeCreate(string Path) : TreeChange(Path);
