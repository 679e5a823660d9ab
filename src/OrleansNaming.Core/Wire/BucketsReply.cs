namespace OrleansNaming.Wire;

/// <summary>Anti-entropy, second step: what the answerer holds in at most 16 differing buckets.</summary>
internal sealed record BucketsReply(IReadOnlyList<Holding> Holdings) : Message;
