using OrleansNaming.Repair;

namespace OrleansNaming.Node;

/// <summary>A node at one moment, for people.</summary>
/// <param name="Server">This server.</param>
/// <param name="Stamp">Its own list.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="IsComplete">Whether its directory is complete.</param>
/// <param name="IsIsolated">Whether it hears nobody though others are known.</param>
/// <param name="Interval">Its T.</param>
/// <param name="Owners">Every owner that it knows, in order of server id, itself included.</param>
/// <param name="Counters">How often each kind of observation was made, and each reason for a dropped datagram (<c>dropped.malformed</c> …).</param>
internal sealed record NodeStatus(
    ServerId Server, Stamp Stamp, NodePhase Phase, bool IsComplete, bool IsIsolated, TimeSpan Interval,
    IReadOnlyList<OwnerStatusLine> Owners, IReadOnlyDictionary<string, long> Counters)
{
    /// <summary>How long its own changes take to be everywhere.</summary>
    public Convergence Convergence { get; init; } = Convergence.None;
}
