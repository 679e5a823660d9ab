using FsCheck;
using FsCheck.Fluent;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Language;

/// <summary>Text, drawing and model say the same (row E33).</summary>
public sealed class RoundTripTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    [Row("E33")]
    public void What_is_printed_is_read_as_what_it_was() => Check.One(Thousand, Prop.ForAll(Seeds, static seed =>
    {
        var track = RandomTrack.Of(seed);
        var text = TrackText.Print(track);
        Same(track, TrackText.Parse(text), text);
    }));

    [Fact]
    [Row("E32")]
    [Row("E33")]
    public void What_is_drawn_is_read_as_what_it_was_places_included() => Check.One(Thousand, Prop.ForAll(Seeds, static seed =>
    {
        var track = RandomTrack.Of(seed);
        var drawing = TrackGraph.Print(track);
        Same(track, TrackGraph.Parse(drawing), drawing);
    }));

    [Fact]
    [Row("E33")]
    public void Text_is_printed_the_same_way_again() => Check.One(Thousand, Prop.ForAll(Seeds, static seed =>
    {
        var text = TrackText.Print(RandomTrack.Of(seed));
        return text == TrackText.Print(TrackText.Parse(text).Value!);
    }));

    [Fact]
    public void Random_tracks_hold_all_that_there_is()
    {
        var tracks = Enumerable.Range(0, 400).Select(RandomTrack.Of).ToList();
        var text = string.Concat(tracks.Select(TrackText.Print));
        foreach (var word in new[] { "EVERY", "AT", "EXTERNAL", "RETURNS ROWS", "RETURNS CHANGES", "CONTACTS", "UPDATES", "OWN", "IF", "DO", "SET", "CALL", "EMAIL", "BODY", "PUBLISH", "WITHDRAW", "RUN", "WITH", "TRIES CONTINUE", "GO TO", "AGAIN", "OTHERWISE", "BETWEEN", "LIKE", "IN (", "IS NULL", "NOT", "coalesce(", "[step]" })
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
        }
    }

    private static void Same(TrackDefinition track, Reading<TrackDefinition> reading, string text)
    {
        Assert.True(reading.Errors.Count == 0, $"{string.Join('\n', reading.Errors)}\n{text}");
        Assert.True(track.Equals(reading.Value), $"{track}\n{reading.Value}\n{text}");
    }
}
