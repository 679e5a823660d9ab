namespace OrleansNaming.Tree;

/// <summary>Takes away the values and links of a name, those too that stand behind the one that is served.</summary>
internal sealed record TreeUnbind(string Path) : TreeChange(Path);
