using OrleansNaming.Tracks.Blocks;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Stop a block that runs here, then answer with BlockRun: its owner has lost the track, or the group has no master.</summary>
internal sealed record AbandonBlock(Block Block) : TrackOutput;
