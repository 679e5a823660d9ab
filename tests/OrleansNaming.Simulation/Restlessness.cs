namespace OrleansNaming.Simulation;

/// <summary>What a cluster at rest does not do.</summary>
/// <param name="Fetches">Pulls of lists.</param>
/// <param name="Writes">Writes to disks.</param>
internal readonly record struct Restlessness(long Fetches, long Writes);
