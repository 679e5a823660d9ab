using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Repair;

/// <summary>Rule 13: what two nodes compare, and what the asked one tells.</summary>
public sealed class BucketDigestsTests
{
    private static readonly List<Holding> Holdings = [.. Enumerable.Range(0, 1_000).Select(i => Of($"server-{i}", version: 1))];

    [Fact]
    public void The_order_does_not_matter() =>
        Assert.Equal(BucketDigests.Compute(Holdings), BucketDigests.Compute(Holdings.AsEnumerable().Reverse()));

    [Fact]
    public void A_stamp_or_a_digest_that_differs_changes_its_bucket_and_no_other()
    {
        var before = BucketDigests.Compute(Holdings);
        var present = Holdings[7];
        foreach (var other in new[] { Of(present.Server.Value, version: 2), present with { Digest = new Digest(9) }, Of(present.Server.Value, version: 1, boot: 2) })
        {
            var after = BucketDigests.Compute([.. Holdings.Where(holding => holding != present), other]);
            Assert.Equal([BucketDigests.BucketOf(present.Server)], Enumerable.Range(0, BucketDigests.Count).Where(i => before[i] != after[i]));
        }
    }

    [Fact]
    public void Age_state_and_address_are_no_difference()
    {
        var older = Holdings.Select(holding => holding with { Silence = TimeSpan.FromMinutes(1), State = OwnerState.Suspect, Sequence = 4 });
        Assert.Equal(BucketDigests.Compute(Holdings), BucketDigests.Compute(older));
    }

    [Fact]
    public void Who_agrees_is_told_nothing() =>
        Assert.Empty(DigestExchange.Answer(new BucketsRequest(BucketDigests.Compute(Holdings)), Holdings).Holdings);

    [Fact]
    [Lesson(24)]
    public void Who_differs_is_told_all_that_is_held_in_at_most_16_differing_buckets()
    {
        var told = DigestExchange.Answer(new BucketsRequest(BucketDigests.Compute([])), Holdings).Holdings;
        var buckets = told.Select(holding => BucketDigests.BucketOf(holding.Server)).ToHashSet();
        Assert.Equal(16, buckets.Count);
        Assert.Equal(Holdings.Where(holding => buckets.Contains(BucketDigests.BucketOf(holding.Server))), told);
    }

    private static Holding Of(string server, ulong version, ulong boot = 1) =>
        new(new ServerId(server), new Stamp(new Epoch(1, new BootId(boot)), version), new Digest(1), OwnerState.Alive, TimeSpan.Zero, 1, Address: null);
}
