namespace OrleansNaming;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): spreads senders in time. Seeded by the boot id, never by the machine; no secret depends on it.</summary>
internal sealed class Jitter(BootId seed)
{
    private ulong _state = (ulong)seed.Value ^ (ulong)(seed.Value >> 64);

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Uniform in [0, <paramref name="bound"/>].</summary>
    public TimeSpan Upto(TimeSpan bound) => bound <= TimeSpan.Zero ? TimeSpan.Zero : new((long)(Next() % ((ulong)bound.Ticks + 1)));

    /// <summary>Uniform within <paramref name="share"/> of <paramref name="middle"/>: 0.2 means ± 20 %.</summary>
    public TimeSpan Around(TimeSpan middle, double share) => (middle * (1 - share)) + Upto(middle * (2 * share));
}
