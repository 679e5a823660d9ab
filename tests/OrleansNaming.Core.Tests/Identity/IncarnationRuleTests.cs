using OrleansNaming.Identity;

namespace OrleansNaming.Core.Tests.Identity;

public sealed class IncarnationRuleTests
{
    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 0, 1_000, 1_000)]
    [InlineData(1_000, 0, 1_000, 1_001)]
    [InlineData(5_000, 0, 1_000, 5_001)]
    [InlineData(0, 7_000, 1_000, 7_001)]
    [InlineData(5_000, 7_000, 9_000, 9_000)]
    [InlineData(5, 7, -1_000, 8)]
    [Lesson(27)]
    public void Next_IsAboveAllThatIsKnown_AndTheClockIfLarger(ulong stored, ulong reported, long unixMilliseconds, ulong next) =>
        Assert.Equal(next, IncarnationRule.Next(stored, reported, unixMilliseconds));

    [Fact]
    public void Inherited_GuestsOfTheLastListOnly_TombstonesAndContextsAlways()
    {
        Entry[] former =
        [
            new Context("a/b"),
            new Instance("jobs", "job-7", [], null, new GuestRecord(1, 1, TimeSpan.FromSeconds(30))),
            new Instance("orders", "alpha", [], null, null),
            new Tombstone("jobs", "job-8", 2, 1, 0),
        ];
        Assert.Equal([former[0], former[1], former[3]], IncarnationRule.Inherited(former, isLast: true));
        Assert.Equal([former[0], former[3]], IncarnationRule.Inherited(former, isLast: false));
    }
}
