namespace OrleansNaming.Resolution;

/// <summary>What an explanation is made from, beside the replica.</summary>
/// <param name="AnsweredBy">The node; empty for a follower.</param>
/// <param name="Heard">What its engine knows of each owner; null of one that it does not judge.</param>
/// <param name="UnixMilliseconds">Now, on the wall clock.</param>
internal sealed record ExplainContext(string AnsweredBy, Func<ServerId, OwnerHeard?> Heard, long UnixMilliseconds);
