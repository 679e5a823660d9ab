using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>A block that a worker has.</summary>
/// <param name="block">The block.</param>
/// <param name="worker">Who has it: that very start of the server.</param>
/// <param name="givenAt">When.</param>
internal sealed class Assignment(Block block, Holder worker, TimeSpan givenAt)
{
    public Block Block { get; } = block;

    public Holder Worker { get; } = worker;

    /// <summary>When its worker last said anything of it; at first, when it was given.</summary>
    public TimeSpan HeardAt { get; set; } = givenAt;

    /// <summary>What was not acknowledged yet. Invariant: only shrinks.</summary>
    public HashSet<string> Left { get; } = new(block.Items, StringComparer.Ordinal);
}
