namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>A box. Without a condition it is always met.</summary>
internal sealed record GraphStep(
    string Name, IReadOnlyList<string> Actions, GraphArrow OnTrue, GraphArrow OnFalse, string? Condition = null, int? X = null, int? Y = null, int Tries = 5, bool ContinuesOnFailure = false);
