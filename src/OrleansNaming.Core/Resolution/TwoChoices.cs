namespace OrleansNaming.Resolution;

/// <summary>
/// Two at random, by weight, and of them the one with fewer calls under way for its weight (Mitzenmacher 2001: the power of two choices). The
/// best of all would send every caller to the same instance at once.
/// </summary>
internal static class TwoChoices
{
    /// <param name="weights">The instances' weights, at least one above zero.</param>
    /// <param name="outstanding">Calls under way to each.</param>
    /// <param name="random">64 random bits.</param>
    /// <returns>The index.</returns>
    public static int Pick(ReadOnlySpan<int> weights, ReadOnlySpan<int> outstanding, ulong random)
    {
        var total = 0UL;
        foreach (var weight in weights)
        {
            total += (ulong)weight;
        }

        var first = At(weights, (random & uint.MaxValue) % total);
        var rest = total - (ulong)weights[first];
        if (rest == 0)
        {
            return first;
        }

        var place = (random >> 32) % rest;
        // The first one's share is cut out, so that the second is another.
        var second = At(weights, place < Before(weights, first) ? place : place + (ulong)weights[first]);
        return (long)outstanding[second] * weights[first] < (long)outstanding[first] * weights[second] ? second : first;
    }

    private static int At(ReadOnlySpan<int> weights, ulong place)
    {
        var index = 0;
        for (; place >= (ulong)weights[index]; index++)
        {
            place -= (ulong)weights[index];
        }

        return index;
    }

    private static ulong Before(ReadOnlySpan<int> weights, int index)
    {
        var sum = 0UL;
        foreach (var weight in weights[..index])
        {
            sum += (ulong)weight;
        }

        return sum;
    }
}
