using OrleansNaming.Ordering;

namespace OrleansNaming.Core.Tests.Ordering;

public sealed class CatchUpTests
{
    private readonly CatchUp _lag = new();

    [Fact]
    public void It_is_behind_from_the_first_word_until_the_newest_is_shown()
    {
        Assert.Null(_lag.Behind(Seconds(1)));
        _lag.Heard(Seconds(1));
        _lag.Heard(Seconds(2));
        Assert.Equal(Seconds(2), _lag.Behind(Seconds(3)));

        Assert.Equal(Seconds(3), _lag.Shown(Seconds(4), isStillBehind: true)); // Something newer was told of meanwhile.
        Assert.Equal(Seconds(4), _lag.Behind(Seconds(5)));
        Assert.Equal(Seconds(5), _lag.Shown(Seconds(6), isStillBehind: false));
        Assert.Null(_lag.Behind(Seconds(7)));
    }

    [Fact]
    public void What_came_unannounced_took_no_time_and_the_longest_stays()
    {
        _lag.Heard(Seconds(1));
        _lag.Shown(Seconds(3), isStillBehind: false);
        _lag.Shown(Seconds(9), isStillBehind: false);
        Assert.Equal((TimeSpan.Zero, Seconds(2)), (_lag.Last, _lag.Longest));
    }

    [Fact]
    public void What_was_withdrawn_is_nothing_to_be_behind_of()
    {
        _lag.Heard(Seconds(1));
        _lag.Withdrawn();
        Assert.Null(_lag.Behind(Seconds(9)));
        Assert.Equal(TimeSpan.Zero, _lag.Shown(Seconds(9), isStillBehind: false));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
