namespace OrleansNaming.Tree;

/// <summary>Binds a value or a link.</summary>
/// <param name="Path">The flat full path.</param>
/// <param name="Reference">What is bound.</param>
/// <param name="Policy">Unique or FirstEpoch.</param>
/// <param name="Replace">False: refused when the name is bound (bind); true: takes its place (rebind).</param>
internal sealed record TreeBind(string Path, Reference Reference, BindingPolicy Policy, bool Replace) : TreeChange(Path);
