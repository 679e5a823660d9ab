namespace OrleansNaming.Api;

/// <summary>The key of a line that went.</summary>
internal sealed record ApiEntryKey(string Name, string? Instance);
