namespace OrleansNaming;

/// <summary>One page of a listing.</summary>
/// <param name="Names">The names' last segments, in order.</param>
/// <param name="Next">Where the next page starts (<c>after</c>), or null at the end.</param>
/// <param name="IsComplete">Whether the directory that answered was complete.</param>
public sealed record NameList(IReadOnlyList<NameListItem> Names, string? Next, bool IsComplete);
