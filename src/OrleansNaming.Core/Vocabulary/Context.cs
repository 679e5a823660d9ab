namespace OrleansNaming;

/// <summary>An inner node of the tree that exists though nothing is bound below it (row B14, createSubcontext).</summary>
internal sealed class Context(string name) : Entry(name)
{
    /// <inheritdoc/>
    public override string InstanceId => "";

    internal override bool ContentEquals(Entry? other) => other is Context && other.Name == Name;
}
