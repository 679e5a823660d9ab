namespace OrleansNaming.Cli.Connections;

/// <summary>One finding of <c>naming net show</c>.</summary>
/// <param name="Kind"><c>error</c>, which makes the exit code 1, or <c>note</c>.</param>
/// <param name="Text">What is wrong, and what to do.</param>
internal sealed record NetFinding(string Kind, string Text);
