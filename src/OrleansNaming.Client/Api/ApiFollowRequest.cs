namespace OrleansNaming.Api;

/// <summary>"Tell me what I lack, and then what changes."</summary>
/// <param name="Have">What the follower has; the node skips what is the same.</param>
internal sealed record ApiFollowRequest(IReadOnlyList<ApiHeld>? Have);
