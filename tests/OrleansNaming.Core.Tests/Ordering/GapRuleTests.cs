using System.Globalization;
using OrleansNaming.Ordering;

namespace OrleansNaming.Core.Tests.Ordering;

/// <summary>The table of row B3. A stamp is written incarnation.boot:version, none as a dash; the inline column is the change's base.</summary>
public sealed class GapRuleTests
{
    private const string No = "no";
    private static readonly Digest Same = new(1);
    private static readonly Digest Other = new(2);

    [Theory]
    [Row("B3")]
    // Server unknown.
    [InlineData("-", "1.1:1", No, GapVerdict.FetchSnapshot)]
    [InlineData("-", "1.1:7", "1.1:6", GapVerdict.FetchSnapshot)]
    [InlineData("-", "1.1:7", "-", GapVerdict.ApplyInline)]
    [InlineData("-", "4611686018427387904.1:18446744073709551615", No, GapVerdict.FetchSnapshot)]
    // I > i, where the boot decides between equal incarnations.
    [InlineData("1.1:9", "2.1:1", No, GapVerdict.FetchSnapshot)]
    [InlineData("1.1:9", "2.1:9", No, GapVerdict.FetchSnapshot)]
    [InlineData("1.1:9", "2.1:2", "2.1:1", GapVerdict.FetchSnapshot)]
    [InlineData("1.1:9", "2.1:1", "-", GapVerdict.ApplyInline)]
    [InlineData("1.1:9", "1.2:1", No, GapVerdict.FetchSnapshot)]
    [InlineData("1.1:9", "1.2:1", "-", GapVerdict.ApplyInline)]
    [InlineData("1.9:9", "2.1:1", No, GapVerdict.FetchSnapshot)]
    [InlineData("1.1:18446744073709551615", "2.1:1", No, GapVerdict.FetchSnapshot)]
    // I < i, whatever it carries.
    [InlineData("2.1:1", "1.1:9", No, GapVerdict.Ignore)]
    [InlineData("2.1:1", "1.1:9", "-", GapVerdict.Ignore)]
    [InlineData("2.1:1", "1.1:9", "2.1:1", GapVerdict.Ignore)]
    [InlineData("1.2:1", "1.1:9", No, GapVerdict.Ignore)]
    [InlineData("2.1:1", "1.9:9", No, GapVerdict.Ignore)]
    // I = i, and the inline change leads on from exactly v.
    [InlineData("1.1:3", "1.1:4", "1.1:3", GapVerdict.ApplyInline)]
    [InlineData("1.1:3", "1.1:9", "1.1:3", GapVerdict.ApplyInline)]
    [InlineData("1.1:3", "1.1:9", "-", GapVerdict.ApplyInline)]
    // I = i, V > v: a gap, or no inline change.
    [InlineData("1.1:3", "1.1:4", No, GapVerdict.Fetch)]
    [InlineData("1.1:3", "1.1:5", "1.1:4", GapVerdict.Fetch)]
    [InlineData("1.1:3", "1.1:5", "1.1:2", GapVerdict.Fetch)]
    [InlineData("1.1:3", "1.1:18446744073709551615", No, GapVerdict.Fetch)]
    // I = i, V < v: reordered.
    [InlineData("1.1:3", "1.1:2", No, GapVerdict.Ignore)]
    [InlineData("1.1:3", "1.1:2", "1.1:1", GapVerdict.Ignore)]
    [InlineData("1.1:3", "1.1:2", "-", GapVerdict.Ignore)]
    public void Each_line_of_the_table_decides_as_it_says(string held, string heard, string inlineBase, object verdict)
    {
        // Of other stamps the digest says nothing.
        Assert.Equal(verdict, Decide(held, heard, inlineBase, Same));
        Assert.Equal(verdict, Decide(held, heard, inlineBase, Other));
    }

    [Theory]
    [Row("B3")]
    [Row("B10")]
    [InlineData("1.1:3", No)]
    [InlineData("1.1:3", "1.1:2")]
    [InlineData("1.1:3", "-")]
    [InlineData("4611686018427387904.1:1", No)]
    public void Of_the_same_stamp_the_digest_decides(string stamp, string inlineBase)
    {
        Assert.Equal(GapVerdict.Current, Decide(stamp, stamp, inlineBase, Same));
        Assert.Equal(GapVerdict.Diverged, Decide(stamp, stamp, inlineBase, Other));
    }

    [Fact]
    [Row("B3")]
    public void What_is_older_never_moves_anything_and_what_is_newer_always_does()
    {
        var stamps = (from incarnation in Enumerable.Range(1, 2)
                      from boot in Enumerable.Range(1, 2)
                      from version in Enumerable.Range(1, 3)
                      select $"{incarnation}.{boot}:{version}").ToList();
        var bases = stamps.Append("-").Append(No).ToList();
        foreach (var (held, heard, inlineBase) in from held in stamps from heard in stamps from inlineBase in bases select (held, heard, inlineBase))
        {
            var verdict = Decide(held, heard, inlineBase, Same);
            var moves = verdict is GapVerdict.ApplyInline or GapVerdict.Fetch or GapVerdict.FetchSnapshot;
            Assert.True(moves == string.CompareOrdinal(heard, held) > 0, $"held {held}, heard {heard}, inline {inlineBase}: {verdict}");
        }
    }

    private static GapVerdict Decide(string held, string heard, string inlineBase, Digest digest) =>
        GapRule.Decide(Parse(held), Same, Parse(heard), digest, inlineBase == No ? null : Parse(inlineBase));

    private static Stamp Parse(string text)
    {
        var parts = text.Split('.', ':');
        return text == "-" ? default : new Stamp(new Epoch(Number(parts[0]), new BootId(Number(parts[1]))), Number(parts[2]));
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
