namespace OrleansNaming.Api;

/// <summary>The answer to a write.</summary>
/// <param name="Token">Show it to a later read as <c>atLeast</c>, and that read contains the write.</param>
internal sealed record ApiWritten(string Token);
