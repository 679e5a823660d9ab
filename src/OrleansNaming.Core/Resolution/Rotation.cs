namespace OrleansNaming.Resolution;

/// <summary>
/// Whose turn it is. With equal weights, one after the other. With others, the golden ratio's multiples spread the turns evenly over the
/// weights (Weyl's equidistribution), so that a heavy instance does not get its share in one burst.
/// </summary>
internal static class Rotation
{
    private const double GoldenRatio = 0.618_033_988_749_894_9;

    /// <param name="weights">The instances' weights, at least one above zero.</param>
    /// <param name="turn">Counts the calls of a name.</param>
    /// <returns>The index.</returns>
    public static int Pick(ReadOnlySpan<int> weights, uint turn)
    {
        var total = 0L;
        var equal = true;
        foreach (var weight in weights)
        {
            total += weight;
            equal &= weight == weights[0];
        }

        if (equal)
        {
            return (int)(turn % (uint)weights.Length);
        }

        var place = (long)(turn * GoldenRatio % 1 * total);
        for (var i = 0; i < weights.Length; i++)
        {
            place -= weights[i];
            if (place < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
