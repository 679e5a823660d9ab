namespace OrleansNaming.Api;

/// <summary>What a track would do with a record at its first step.</summary>
/// <param name="Record">Its key.</param>
/// <param name="IsMet">Whether the step's condition is met.</param>
/// <param name="Actions">What would be done, as the text says it.</param>
internal sealed record ApiDryRecord(string Record, bool IsMet, IReadOnlyList<string> Actions);
