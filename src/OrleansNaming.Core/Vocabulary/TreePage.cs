namespace OrleansNaming;

/// <summary>One page of a context's bindings: one state of the directory, however many updates arrive.</summary>
/// <param name="Context">The context, links followed.</param>
/// <param name="Entries">Its children, in order of their segments.</param>
/// <param name="Next">Where the next page starts (<c>after</c>), or null at the end. The next page is a state of its own.</param>
/// <param name="IsComplete">Whether the directory that answered was complete.</param>
/// <param name="Stamps">The versions that the page stands at, one an owner: two pages with the same stamps are of one state.</param>
public sealed record TreePage(CompositeName Context, IReadOnlyList<TreeEntry> Entries, string? Next, bool IsComplete, IReadOnlyList<Token> Stamps);
