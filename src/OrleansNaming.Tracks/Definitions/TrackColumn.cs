namespace OrleansNaming.Tracks.Definitions;

/// <summary>One thing that is known of each record.</summary>
/// <param name="Name">A letter or underscore, then letters, digits and underscores; at most 63.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsOwn">Whether the track keeps it itself; else it is read from the source.</param>
internal sealed record TrackColumn(string Name, TrackType Type, bool IsOwn)
{
    public const int NameLengthMax = 63;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameLengthMax && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
