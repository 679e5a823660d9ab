namespace OrleansNaming.Simulation.Machines;

/// <summary>
/// A machine's two clocks: monotonic = rate · world + offset; the wall clock runs at the same rate and may jump either way.
/// </summary>
internal sealed class MachineClock(double rate, TimeSpan offset, long unixMilliseconds)
{
    private long _wall = unixMilliseconds;

    /// <summary>How fast it runs: 1 is right, 1.2 is a fifth too fast.</summary>
    public double Rate => rate;

    public Instant At(TimeSpan world)
    {
        var monotonic = (world * rate) + offset;
        return new Instant(monotonic, _wall + (long)(world.TotalMilliseconds * rate));
    }

    /// <summary>The first moment of the world at which the monotonic clock has reached <paramref name="monotonic"/>.</summary>
    public TimeSpan WorldAt(TimeSpan monotonic)
    {
        if (monotonic > TimeSpan.FromDays(100_000))
        {
            return TimeSpan.MaxValue;
        }

        var world = (monotonic - offset) / rate;
        while ((world * rate) + offset < monotonic)
        {
            world += TimeSpan.FromTicks(1);
        }

        return world;
    }

    public void JumpWall(TimeSpan by) => _wall += (long)by.TotalMilliseconds;
}
