using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Tell the owner of a block; a lost word costs a second run of what it named.</summary>
internal sealed record SendWord(Holder To, BlockWord Word) : TrackOutput;
