using OrleansNaming.Notification;

namespace OrleansNaming.Core.Tests.Notification;

public sealed class TokenBucketTests
{
    [Fact]
    public void It_gives_one_burst_at_once_and_then_its_rate()
    {
        var bucket = new TokenBucket(perSecond: 1_000, burst: 10);
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => bucket.TryTake(1, TimeSpan.Zero)));
        Assert.InRange(Enumerable.Range(1, 10_000).Count(tenth => bucket.TryTake(1, TimeSpan.FromMilliseconds(tenth * 0.1))), 999, 1_001);
    }

    [Fact]
    public void More_than_a_burst_passes_when_it_is_full_and_is_paid_for_afterwards()
    {
        var bucket = new TokenBucket(perSecond: 1_000, burst: 10);
        Assert.True(bucket.TryTake(25, TimeSpan.Zero));
        Assert.False(bucket.TryTake(1, TimeSpan.FromMilliseconds(15)));
        Assert.True(bucket.TryTake(1, TimeSpan.FromMilliseconds(16)));
    }
}
