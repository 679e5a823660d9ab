using OrleansNaming.Tracks.Blocks;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Run a block here; tell each item that is done by ItemsDone, and the end by BlockRun.</summary>
internal sealed record RunBlock(Block Block) : TrackOutput;
