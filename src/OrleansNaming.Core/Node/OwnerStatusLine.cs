namespace OrleansNaming.Node;

/// <summary>One owner in a <see cref="NodeStatus"/>.</summary>
/// <param name="Server">The owner.</param>
/// <param name="State">How this node judges its life.</param>
/// <param name="Stamp">What this node holds.</param>
/// <param name="Known">The highest stamp that it heard of; above <paramref name="Stamp"/> it is behind.</param>
/// <param name="IsStale">Whether what it shows may be old.</param>
/// <param name="Silence">How long ago the owner's process was heard.</param>
/// <param name="Entries">Lines of its list.</param>
/// <param name="Address">Where it is reached, as text; empty when not pinned.</param>
/// <param name="LearntBy">How the present version came: inline, full, pull, peer, dump, own.</param>
/// <param name="Interval">Its T.</param>
internal sealed record OwnerStatusLine(
    ServerId Server, OwnerState State, Stamp Stamp, Stamp Known, bool IsStale, TimeSpan Silence, int Entries, string Address, string LearntBy, TimeSpan Interval)
{
    /// <summary>For how long something newer than what is held has been known here; null when nothing is.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>How long the held version took from the first word of it until it was shown here; null before the first, and for the node itself.</summary>
    public TimeSpan? AppliedIn { get; init; }

    /// <summary>The longest of this process.</summary>
    public TimeSpan LongestApply { get; init; }
}
