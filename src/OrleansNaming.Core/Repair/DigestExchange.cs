using OrleansNaming.Wire;

namespace OrleansNaming.Repair;

/// <summary>
/// Anti-entropy (rule 13; Demers et al. 1987): every 30 s ± 20 % one random peer is asked where it differs. It heals what no notice
/// and no silence would show: one-way links, a lost last notice of an owner that is gone, a peer that heard more.
/// </summary>
internal sealed class DigestExchange
{
    private long _callId;

    public TimeSpan DueAt { get; private set; } = TimeSpan.MaxValue;

    public void Start(IStep step) => DueAt = step.Now.Monotonic + step.Jitter.Around(Timing.RepairEvery, 0.2);

    /// <summary>Asks one of the live peers.</summary>
    public void Tick(IReadOnlyList<PeerAddress> live, IEnumerable<Holding> settled, IStep step)
    {
        Start(step);
        if (live.Count > 0)
        {
            _callId = step.Call(live[step.Jitter.Below(live.Count)], new BucketsRequest(BucketDigests.Compute(settled)), Timing.FetchTimeout);
        }
    }

    /// <summary>Whether a reply is to the exchange under way.</summary>
    public bool IsMine(long callId) => callId == _callId && callId != 0;

    /// <summary>The other side: what is held here in the buckets that differ, at most 16 of them.</summary>
    public static BucketsReply Answer(BucketsRequest request, IReadOnlyList<Holding> settled)
    {
        var own = BucketDigests.Compute(settled);
        var differing = Enumerable.Range(0, BucketDigests.Count)
            .Where(bucket => bucket >= request.Buckets.Count || request.Buckets[bucket] != own[bucket])
            .Take(BucketDigests.AnsweredMax)
            .ToHashSet();
        return new BucketsReply([.. settled.Where(holding => differing.Contains(BucketDigests.BucketOf(holding.Server)))]);
    }
}
