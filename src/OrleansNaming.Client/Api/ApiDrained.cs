namespace OrleansNaming.Api;

/// <summary>What came of a drain.</summary>
/// <param name="Token">The version that began it.</param>
/// <param name="Outcome"><c>completed</c>, <c>completedExcept</c> or <c>unconfirmed</c>.</param>
/// <param name="TookSeconds">From the question to the answer.</param>
/// <param name="LongestTtlSeconds">How long clients of HTTP and DNS may still hold an answer.</param>
/// <param name="Nodes">Every other node that is known.</param>
internal sealed record ApiDrained(string Token, string Outcome, double TookSeconds, double LongestTtlSeconds, IReadOnlyList<ApiDrainedNode> Nodes)
{
    public static ApiDrained From(DrainReport report) => new(
        report.Token.ToString(), ApiWord.Of(report.Outcome), report.Took.TotalSeconds, report.LongestTtl.TotalSeconds,
        [.. report.Nodes.Select(node => new ApiDrainedNode(node.Server.ToString(), node.IsConfirmed, ApiWord.Of(node.State), node.Followers, node.Why))]);
}
