namespace OrleansNaming.Api;

/// <summary>Whether the node may be asked.</summary>
/// <param name="Status"><c>ready</c>, <c>isolated</c> or <c>notReady</c>.</param>
/// <param name="Detail">For people.</param>
internal sealed record ApiHealth(string Status, string Detail);
