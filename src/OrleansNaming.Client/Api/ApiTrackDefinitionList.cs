namespace OrleansNaming.Api;

/// <summary>A page of tracks that people wrote.</summary>
/// <param name="Definitions">By the bytes of their names.</param>
/// <param name="Next">What to ask for the next page with; null on the last.</param>
internal sealed record ApiTrackDefinitionList(IReadOnlyList<ApiTrackDefinition> Definitions, string? Next);
