namespace OrleansNaming.Tree;

/// <summary>Moves a value, a link or a context with all below it to a new name, in one version.</summary>
internal sealed record TreeRename(string Path, string To) : TreeChange(Path);
