namespace OrleansNaming.Api;

/// <summary>What is wrong with a track's text, and where.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What may have been meant; null when nothing is near.</param>
internal sealed record ApiTrackError(int Line, int Column, string Message, string? Suggestion);
