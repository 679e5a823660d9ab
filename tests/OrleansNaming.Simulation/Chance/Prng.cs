namespace OrleansNaming.Simulation.Chance;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64. Our own, so that a seed means the same world on every runtime.
/// Each concern forks one: a fault more in one part must not shift the dice of another.
/// </summary>
internal sealed class Prng
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Prng(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>A generator for one concern: the same seed and name give the same numbers, whatever else was drawn.</summary>
    public static Prng For(ulong seed, string concern)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in concern)
        {
            hash = (hash ^ character) * 1_099_511_628_211UL;
        }

        return new Prng(seed * 0x9E37_79B9_7F4A_7C15UL ^ hash);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 to <paramref name="bound"/> − 1 (Lemire's multiplication; the bias of 2⁻³² does not matter here).</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with that probability. Zero draws nothing, so that a fault that is off costs nothing.</summary>
    public bool Chance(double probability) => probability > 0 && Unit() < probability;

    public double Between(double low, double high) => low + (Unit() * (high - low));

    public TimeSpan Between(TimeSpan low, TimeSpan high) => low + ((high - low) * Unit());

    /// <summary>The wait until the next event of a Poisson process, at most ten times the mean.</summary>
    public TimeSpan Wait(TimeSpan mean) => mean * Math.Min(10, -Math.Log(1 - Unit()));

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public UInt128 Bits128() => new(Next(), Next());

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E37_79B9_7F4A_7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
