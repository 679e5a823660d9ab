namespace OrleansNaming.Wire;

/// <summary>
/// Anti-entropy, first step: one digest a bucket over the stamps that are unchanged for 2 s (rule 13). Owners fall into buckets by hash of the id.
/// </summary>
/// <param name="Buckets">256 digests.</param>
internal sealed record BucketsRequest(IReadOnlyList<ulong> Buckets) : Message;
