namespace OrleansNaming.Tracks.Stores;

/// <summary>A record as its source has it.</summary>
/// <param name="Key">What tells it apart.</param>
/// <param name="Columns">As JSON.</param>
internal readonly record struct GatheredRecord(string Key, string Columns);
