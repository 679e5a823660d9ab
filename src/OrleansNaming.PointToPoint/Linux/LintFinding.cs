namespace OrleansNaming.PointToPoint.Linux;

/// <summary>One thing that a look at the addresses found.</summary>
/// <param name="IsError">Whether it cannot work so; else it is something to know.</param>
/// <param name="Text">What is wrong, and what to do.</param>
public sealed record LintFinding(bool IsError, string Text);
