namespace OrleansNaming;

/// <summary>
/// The grammar of names: segments joined by '/', at most <see cref="DepthMax"/> of them, each 1 to 63 of
/// <c>a-z 0-9 - _ .</c> but not <c>.</c> or <c>..</c> alone, compared exactly (design rule 18, row B14).
/// </summary>
public static class NamePath
{
    /// <summary>The most segments that a name may have: 16.</summary>
    public const int DepthMax = 16;

    /// <summary>The most characters that a segment may have: 63, as a DNS label (RFC 1035 2.3.4).</summary>
    public const int SegmentLengthMax = 63;

    /// <summary>Says why a text is no name, or null when it is one.</summary>
    public static string? Check(ReadOnlySpan<char> name)
    {
        var depth = 0;
        while (true)
        {
            var slash = name.IndexOf('/');
            var segment = slash < 0 ? name : name[..slash];
            if (CheckSegment(segment) is { } why)
            {
                return why;
            }

            if (++depth > DepthMax)
            {
                return $"a name has at most {DepthMax} segments";
            }

            if (slash < 0)
            {
                return null;
            }

            name = name[(slash + 1)..];
        }
    }

    /// <summary>Says why a text is no segment of a name, or null when it is one.</summary>
    public static string? CheckSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return "a segment is empty";
        }

        if (segment.Length > SegmentLengthMax)
        {
            return $"a segment has {segment.Length} characters, at most {SegmentLengthMax} are allowed";
        }

        if (segment is "." or "..")
        {
            return $"'{segment}' is no name: URLs and folders fold it away (RFC 3986 5.2.4)";
        }

        var bad = segment.IndexOfAnyExcept(Allowed);
        return bad < 0 ? null : $"'{Printable(segment[bad])}' is not one of a-z 0-9 - _ .";
    }

    /// <summary>
    /// Says why a flat path is no name of the tree, or null when it is one. Wider than a service's name: a segment may be any 1 to 255 bytes of
    /// UTF-8 without control characters, and is then invisible to DNS; '/' and '%' inside of it are written %2F and %25.
    /// </summary>
    internal static string? CheckTree(ReadOnlySpan<char> path)
    {
        var depth = 0;
        while (true)
        {
            var slash = path.IndexOf('/');
            if (CheckTreeSegment(slash < 0 ? path : path[..slash]) is { } why)
            {
                return why;
            }

            if (++depth > DepthMax)
            {
                return $"a name has at most {DepthMax} segments";
            }

            if (slash < 0)
            {
                return null;
            }

            path = path[(slash + 1)..];
        }
    }

    private static string? CheckTreeSegment(ReadOnlySpan<char> segment)
    {
        var plain = CheckSegment(segment);
        if (plain is null || segment.IsEmpty || segment is "." or "..")
        {
            return plain;
        }

        if (segment.Length > 3 * Limits.TreeSegmentBytes)
        {
            return $"a segment has more than {Limits.TreeSegmentBytes} bytes";
        }

        var bytes = 0;
        while (!segment.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(segment, out var rune, out var used) != System.Buffers.OperationStatus.Done || rune == System.Text.Rune.ReplacementChar)
            {
                return "a segment is not well-formed Unicode: half a surrogate pair, or U+FFFD";
            }

            if (System.Text.Rune.IsControl(rune))
            {
                return $"a segment has the control character U+{rune.Value:X4}";
            }

            used = rune.Value != '%' ? used : segment.StartsWith("%2F", StringComparison.Ordinal) || segment.StartsWith("%25", StringComparison.Ordinal) ? 3 : 0;
            if (used == 0)
            {
                return "'%' stands for itself in no flat path: it is %25, and '/' inside a segment is %2F";
            }

            bytes += rune.Utf8SequenceLength;
            segment = segment[used..];
        }

        return bytes <= Limits.TreeSegmentBytes ? null : $"a segment has {bytes} bytes, at most {Limits.TreeSegmentBytes} are allowed";
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static string Printable(char c) => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString();
}
