using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Language;

/// <summary>A track as a statement in words (row E33): <see cref="Print"/> writes what <see cref="Parse"/> reads, and nothing is lost on the way.</summary>
internal static class TrackText
{
    /// <summary>UTF-16 units of a text, at most.</summary>
    public const int LengthMax = 256 * 1024;

    /// <summary>Reads a text. It never throws, whatever comes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">What it may refer to; null to take any name.</param>
    public static Reading<TrackDefinition> Parse(string text, TrackVocabulary? vocabulary = null) => text.Length > LengthMax
        ? new Reading<TrackDefinition>(null, [new TrackError(1, 1, $"the text is longer than {LengthMax} characters")])
        : TrackParser.Read(text, null, parser => parser.Track(), vocabulary);

    public static string Print(TrackDefinition track) => TrackPrinter.Print(track);
}
