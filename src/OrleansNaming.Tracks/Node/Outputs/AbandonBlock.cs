using OrleansNaming.Tracks.Blocks;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Stop a block that runs here: its owner has lost the track.</summary>
internal sealed record AbandonBlock(Block Block) : TrackOutput;
