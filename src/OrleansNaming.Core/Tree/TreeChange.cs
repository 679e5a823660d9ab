namespace OrleansNaming.Tree;

/// <summary>
/// A change of the naming tree (row B14). What it binds is held as a guest without heartbeats is, so it survives its server, and it is
/// acknowledged as a guest's write is (rule 14, docs/decisions/0011).
/// </summary>
/// <param name="Path">The flat full path.</param>
internal abstract record TreeChange(string Path) : Change
{
    /// <summary>It is judged by what is shown.</summary>
    internal override bool StandsAlone => true;
}
