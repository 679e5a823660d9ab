using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Language;

/// <summary>A track as a statement in words (row E33): <see cref="Print"/> writes what <see cref="Parse"/> reads, and nothing is lost on the way.</summary>
internal static class TrackText
{
    /// <summary>UTF-16 units of a text, at most.</summary>
    public const int LengthMax = 256 * 1024;

    /// <summary>Reads a text. It never throws, whatever comes.</summary>
    public static Reading<TrackDefinition> Parse(string text) => text.Length > LengthMax
        ? new Reading<TrackDefinition>(null, [new TrackError(1, 1, $"the text is longer than {LengthMax} characters")])
        : TrackParser.Read(text, null, parser => parser.Track());

    public static string Print(TrackDefinition track) => TrackPrinter.Print(track);
}
