namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>A column; its type is Text, Number, Boolean, Time or Duration.</summary>
internal sealed record GraphColumn(string Name, string Type, bool IsOwn = false);
