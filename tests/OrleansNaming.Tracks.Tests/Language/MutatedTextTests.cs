using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Language;

/// <summary>Whatever is typed is answered with a track, or with what is wrong and where (row E33).</summary>
public sealed class MutatedTextTests
{
    private static readonly string[] Pieces =
        ["TRACK", "STEP", "IF", "(", ")", "\"", "'", "[", "]", "NOT ", "AND", "WAIT", "1 day", "9999999999999999999999999999999", "2026-13-45T99", "--", "\n", "\0", "\ud83d", "😀", "{", ",", "END", "-", "NULL", "0"];

    [Fact]
    [Row("E33")]
    public void A_hundred_thousand_mutated_texts_never_break_the_reader_and_each_error_has_its_place()
    {
        var dice = new Prng(33);
        var wrong = 0;
        for (var i = 0; i < Effort.Cases(100_000); i++)
        {
            var text = Mutated(TrackText.Print(RandomTrack.Of(i % 2_000)), dice);
            var reading = TrackText.Parse(text);
            Assert.NotEqual(reading.Value is null, reading.Errors.Count == 0);
            Assert.All(reading.Errors, error => AssertIn(text, error));
            wrong += reading.Value is null ? 1 : 0;
            if (reading.Value is { } track)
            {
                Assert.Equal(track, TrackText.Parse(TrackText.Print(track)).Value);
            }
        }

        Assert.True(wrong > Effort.Cases(100_000) / 2, $"only {wrong} were wrong");
    }

    [Fact]
    [Row("E33")]
    public void Mutated_drawings_never_break_the_reader()
    {
        var dice = new Prng(34);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var reading = TrackGraph.Parse(Mutated(TrackGraph.Print(RandomTrack.Of(i % 500)), dice));
            Assert.NotEqual(reading.Value is null, reading.Errors.Count == 0);
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("NOT ")]
    [InlineData("lower(")]
    [InlineData("id = 'a' AND ")]
    [InlineData("id = 'a' OR ")]
    [InlineData("'a' + ")]
    public void Text_that_is_nested_without_end_is_refused(string piece)
    {
        var text = $"TRACK \"x\" GATHER FROM CONTACTS KEY id COLUMNS id text STEP \"s\" IF {string.Concat(Enumerable.Repeat(piece, 20_000))}";
        Assert.NotEmpty(TrackText.Parse(text[..Math.Min(text.Length, TrackText.LengthMax)]).Errors);
        Assert.NotEmpty(TrackText.Parse(new string('(', TrackText.LengthMax + 1)).Errors);
    }

    private static void AssertIn(string text, TrackError error)
    {
        var lines = text.Split('\n');
        Assert.InRange(error.Line, 1, lines.Length);
        Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
        Assert.NotEmpty(error.Message);
    }

    private static string Mutated(string text, Prng dice)
    {
        for (var mutations = 1 + dice.Below(3); mutations > 0 && text.Length > 0; mutations--)
        {
            var (at, piece) = (dice.Below(text.Length), Pieces[dice.Below(Pieces.Length)]);
            var length = Math.Min(dice.Below(12), text.Length - at);
            text = dice.Below(5) switch
            {
                0 => text.Insert(at, piece),
                1 => text.Remove(at, length),
                2 => text[..at],
                3 => text.Remove(at, length).Insert(dice.Below(text.Length - length + 1), text.Substring(at, length)),
                _ => $"{text[..at]}{(char)(32 + dice.Below(95))}{text[(at + 1)..]}",
            };
        }

        return text;
    }
}
