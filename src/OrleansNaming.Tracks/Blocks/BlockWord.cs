using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>What a worker tells the owner of a block.</summary>
/// <param name="Token">The block's.</param>
/// <param name="BlockId">The block's.</param>
/// <param name="Done">Items that are done for good, or parked as dead: they come back no more.</param>
/// <param name="IsOver">Whether the worker has left the block: what was not done returns to the owner. With nothing done, it declined.</param>
internal sealed record BlockWord(TrackToken Token, ulong BlockId, IReadOnlyList<string> Done, bool IsOver);
