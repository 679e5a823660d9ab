namespace OrleansNaming.Tracks.Language;

/// <summary>A piece of a template.</summary>
/// <param name="Text">The text itself, or a column's name.</param>
/// <param name="IsColumn">Which.</param>
internal readonly record struct TemplatePart(string Text, bool IsColumn);
