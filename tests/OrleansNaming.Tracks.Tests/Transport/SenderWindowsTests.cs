using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Transport;

namespace OrleansNaming.Tracks.Tests.Transport;

/// <summary>Each message counts once, whoever plays it back and when (row E39).</summary>
public sealed class SenderWindowsTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private readonly SenderWindows _windows = new(Silence);

    [Fact]
    [Row("E39")]
    public void What_a_former_start_said_is_not_taken_again_nor_does_it_make_the_present_ones_words_new()
    {
        Assert.True(Take("a", 1, 5));
        Assert.True(Take("a", 2, 1));
        Assert.True(Take("a", 2, 2));

        Assert.False(Take("a", 1, 5)); // played back
        Assert.False(Take("a", 1, 4)); // held back
        Assert.False(Take("a", 2, 1));
        Assert.True(Take("a", 2, 3));
    }

    [Fact]
    public void A_start_that_one_from_long_ago_was_played_over_goes_on()
    {
        for (var boot = 1; boot <= SenderWindows.StartsMax + 1; boot++)
        {
            Assert.True(Take("a", boot, 1));
        }

        Assert.True(Take("a", 1, 1)); // so many starts ago that it is forgotten
        Assert.True(Take("a", SenderWindows.StartsMax + 1, 2));
        Assert.False(Take("a", SenderWindows.StartsMax + 1, 1));
    }

    [Fact]
    public void A_server_that_was_silent_for_long_makes_room()
    {
        for (var i = 0; i < TrackLimits.Servers; i++)
        {
            Assert.True(Take($"s{i}", 1, 1, TimeSpan.FromSeconds(i == 0 ? 0 : 1)));
        }

        Assert.False(Take("one-more", 1, 1, Silence - TimeSpan.FromTicks(1)));
        Assert.True(Take("one-more", 1, 1, Silence));
        Assert.False(Take("two-more", 1, 1, Silence));
        Assert.True(Take("s1", 1, 2, Silence));
    }

    private bool Take(string server, int boot, ulong sequence, TimeSpan at = default) => _windows.TryAccept(new Holder(new ServerId(server), new BootId((UInt128)boot)), sequence, at);
}
