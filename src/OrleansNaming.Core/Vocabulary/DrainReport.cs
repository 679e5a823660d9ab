namespace OrleansNaming;

/// <summary>
/// What came of a drain (design section 5). A node that this one has never heard of is in no list. The promise is about answers of nodes: a follower learns of
/// the drain from its node, and whoever holds an answer may use it for <paramref name="LongestTtl"/> more.
/// </summary>
/// <param name="Outcome">What is sure.</param>
/// <param name="Token">The version that began the drain.</param>
/// <param name="Took">From the question to the answer.</param>
/// <param name="LongestTtl">The longest time that a client of HTTP or DNS may still hold an answer, as the nodes told with their confirmations.</param>
/// <param name="Nodes">Every other node that is known, in order of server id.</param>
public sealed record DrainReport(DrainOutcome Outcome, Token Token, TimeSpan Took, TimeSpan LongestTtl, IReadOnlyList<DrainedNode> Nodes)
{
    /// <summary>Those that have not confirmed.</summary>
    public IEnumerable<DrainedNode> Unconfirmed => Nodes.Where(node => !node.IsConfirmed);
}
