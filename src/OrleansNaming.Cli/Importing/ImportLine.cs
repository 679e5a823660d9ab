namespace OrleansNaming.Cli.Importing;

/// <summary>One difference, as it is told.</summary>
/// <param name="Kind"><c>added</c>, <c>changed</c>, <c>removed</c>, <c>here</c>, <c>leftOut</c>, <c>trouble</c> or <c>again</c>.</param>
/// <param name="Name">The name here; null where it is about none.</param>
/// <param name="Instance">The instance here.</param>
/// <param name="Text">Where it listens, what differs, or why.</param>
internal sealed record ImportLine(string Kind, string? Name, string? Instance, string Text);
