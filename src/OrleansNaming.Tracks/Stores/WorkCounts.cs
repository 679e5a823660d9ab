namespace OrleansNaming.Tracks.Stores;

/// <summary>How many records a track has.</summary>
/// <param name="Ready">To be worked on, those that wait for a retry included.</param>
/// <param name="Done">Completed and not yet forgotten.</param>
/// <param name="Dead">Failed too often.</param>
public readonly record struct WorkCounts(long Ready, long Done, long Dead);
