namespace OrleansNaming;

/// <summary>An inner node of the tree that exists though nothing is bound below it (row B14, createSubcontext).</summary>
internal sealed class Context(string name) : Entry(name, "");
