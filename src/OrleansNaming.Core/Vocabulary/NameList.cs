namespace OrleansNaming;

/// <summary>One page of a listing.</summary>
/// <param name="Names">The children, in order; each with its full path.</param>
/// <param name="Next">Where the next page starts (<c>after</c>), or null at the end.</param>
/// <param name="IsComplete">Whether the directory that answered was complete.</param>
public sealed record NameList(IReadOnlyList<NameListItem> Names, string? Next, bool IsComplete);
