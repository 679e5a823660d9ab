namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>An arrow: to Next, Stop, Again, or GoTo with a step; after a wait such as "1 day".</summary>
internal sealed record GraphArrow(string To, string? Step = null, string? Wait = null);
