namespace OrleansNaming.Replica;

/// <summary>
/// Ordinal, but '/' before every other character: so a context is followed by all that is below it, and the children of one
/// context come in order of their segments.
/// </summary>
internal static class PathOrder
{
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[same]).CompareTo(Rank(right[same]));
    }

    private static int Rank(char c) => c == '/' ? 0 : c;
}
