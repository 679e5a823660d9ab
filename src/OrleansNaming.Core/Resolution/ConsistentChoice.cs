namespace OrleansNaming.Resolution;

/// <summary>
/// The same key, the same instance, in every process: weighted rendezvous hashing (Thaler and Ravishankar 1998; weights after Mosko). An
/// instance that comes or goes moves only its own share of the keys, and there is no ring to keep.
/// </summary>
internal static class ConsistentChoice
{
    /// <param name="key">What must come to one instance.</param>
    /// <param name="instances">The instances' ids.</param>
    /// <param name="weights">Their weights, at least one above zero.</param>
    /// <returns>The index.</returns>
    public static int Pick(ReadOnlySpan<char> key, ReadOnlySpan<string> instances, ReadOnlySpan<int> weights)
    {
        var (best, bestScore) = (0, double.NegativeInfinity);
        for (var i = 0; i < instances.Length; i++)
        {
            // Uniform over (0, 1); the highest of -w / ln(u) has probability w / Σw.
            var uniform = ((Hash(key, instances[i]) >> 11) + 0.5) / (1UL << 53);
            var score = weights[i] == 0 ? double.NegativeInfinity : weights[i] / -Math.Log(uniform);
            if (score > bestScore || (score == bestScore && string.CompareOrdinal(instances[i], instances[best]) < 0))
            {
                (best, bestScore) = (i, score);
            }
        }

        return best;
    }

    /// <summary>FNV-1a over UTF-16 and a mixing end: the process's own string hash differs from process to process.</summary>
    private static ulong Hash(ReadOnlySpan<char> key, ReadOnlySpan<char> instance)
    {
        var hash = Add(Add(14_695_981_039_346_656_037UL, key) * 31, instance);
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1_099_511_628_211;
        }

        return hash;
    }
}
