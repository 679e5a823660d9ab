using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>A piece of a track's work that one server does (row E11).</summary>
/// <param name="Token">The owner that made it, and its epoch: what it writes is refused once another server owns the track.</param>
/// <param name="Id">Rises with each block of that owner's start.</param>
/// <param name="Kind">What the items are.</param>
/// <param name="Items">Keys of records, or names of steps.</param>
/// <param name="Record">The record of a list of steps; else null.</param>
internal sealed record Block(TrackToken Token, ulong Id, BlockKind Kind, IReadOnlyList<string> Items, string? Record = null);
