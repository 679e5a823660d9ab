namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>A track as a drawing holds it: each step a box with its place, its ways on as arrows. Conditions, actions and triggers are written in words.</summary>
internal sealed record GraphTrack(string Id, int Version, string Group, IReadOnlyList<string> Triggers, GraphSource Source, IReadOnlyList<GraphStep> Steps);
