using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Send a block to a worker; answer with BlockReturned when it cannot be reached.</summary>
internal sealed record SendBlock(Holder To, Block Block) : TrackOutput;
