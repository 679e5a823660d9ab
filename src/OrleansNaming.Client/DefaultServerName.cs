namespace OrleansNaming;

/// <summary>Folds text that a machine or a program is called by into a valid segment.</summary>
internal static class DefaultServerName
{
    /// <summary>The program's name and the host's, joined by '-', folded; cut in the program's part so that the host stays whole.</summary>
    public static string Make(string program, string host)
    {
        var tail = Fold(host);
        tail = tail.Length > NamePath.SegmentLengthMax ? tail[..NamePath.SegmentLengthMax] : tail;
        var room = NamePath.SegmentLengthMax - tail.Length - 1;
        var head = Fold(program);
        head = head.Length > Math.Max(room, 0) ? head[..Math.Max(room, 0)] : head;
        var name = head.Length == 0 ? tail : $"{head}-{tail}";
        return name.Trim('-', '.') is { Length: > 0 } made ? made : "server";
    }

    /// <summary>Lower case, and '-' for each character that a segment does not allow.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            var lower = char.ToLowerInvariant(source[i]);
            // Beside another character: a dot alone is no segment, and within one it is.
            folded[i] = NamePath.CheckSegment(['a', lower]) is null ? lower : '-';
        }
    });
}
