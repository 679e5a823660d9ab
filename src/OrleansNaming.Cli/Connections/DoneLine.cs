namespace OrleansNaming.Cli.Connections;

/// <summary>The answer of a verb that has nothing to show.</summary>
/// <param name="Done">What was done, in the words that people read.</param>
internal sealed record DoneLine(string Done);
