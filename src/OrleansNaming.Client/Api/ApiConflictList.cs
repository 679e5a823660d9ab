namespace OrleansNaming.Api;

/// <summary>One page of the conflicts.</summary>
/// <param name="Conflicts">In order of their names.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
internal sealed record ApiConflictList(IReadOnlyList<ApiConflict> Conflicts, string? Next);
