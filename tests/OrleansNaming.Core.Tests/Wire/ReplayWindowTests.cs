using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class ReplayWindowTests
{
    [Fact]
    public void A_window_equals_its_dumb_twin()
    {
        for (var seed = 0; seed < Effort.Cases(2_000); seed++)
        {
            var random = new Random(seed);
            var (window, seen, highest) = (new ReplayWindow(), new HashSet<ulong>(), 0UL);
            for (var step = 0; step < 1_000; step++)
            {
                var sequence = Next(random, highest);
                var expected = sequence > 0 && sequence + ReplayWindow.Size > highest && seen.Add(sequence);
                highest = expected ? Math.Max(highest, sequence) : highest;

                Assert.True(expected == window.TryAccept(sequence), $"seed {seed}, step {step}: sequence {sequence} at {highest}");
                Assert.Equal(highest, window.Highest);
            }
        }
    }

    [Fact]
    public void The_last_1024_sequences_are_told_apart_and_older_ones_refused()
    {
        var window = new ReplayWindow();

        Assert.True(window.TryAccept(2_000));
        Assert.True(window.TryAccept(2_000 - 1_023));
        Assert.False(window.TryAccept(2_000 - 1_024));
        Assert.False(window.TryAccept(2_000 - 1_023));
    }

    [Fact]
    public void Nobody_issues_sequence_0_and_the_highest_number_ends_nothing()
    {
        var window = new ReplayWindow();

        Assert.False(window.TryAccept(0));
        Assert.True(window.TryAccept(ulong.MaxValue));
        Assert.False(window.TryAccept(ulong.MaxValue));
        Assert.True(window.TryAccept(ulong.MaxValue - 1));
        Assert.False(window.TryAccept(1));
    }

    private static ulong Next(Random random, ulong highest) => random.Next(6) switch
    {
        0 => highest + 1,
        1 => highest + (ulong)random.Next(1, 70),
        2 => highest + (ulong)random.Next(900, 1_100),
        3 => random.Next(20) == 0 ? highest + (ulong)random.Next(1_000, 1_000_000) : 0,
        _ => highest - Math.Min(highest, (ulong)random.Next(1_100)),
    };
}
