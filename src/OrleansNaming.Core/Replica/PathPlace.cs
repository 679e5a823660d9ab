namespace OrleansNaming.Replica;

/// <summary>Where a path stands in a <see cref="PathSet"/>; good until the set changes.</summary>
internal readonly record struct PathPlace(int Block, int Index);
