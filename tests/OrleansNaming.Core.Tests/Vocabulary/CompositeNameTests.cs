using FsCheck;
using FsCheck.Fluent;

namespace OrleansNaming.Core.Tests.Vocabulary;

/// <summary>The text form of a composite name as the documentation of JNDI's <c>javax.naming.CompositeName</c> states it.</summary>
public sealed class CompositeNameTests
{
    private static readonly Arbitrary<string[]> Components = Gen.Elements('a', '/', '\\', '"', '\'', '%', '2', 'F', 'é', ' ', '.')
        .ListOf().Select(static characters => new string([.. characters.Take(6)])).ListOf().Select(static parts => parts.Take(5).ToArray()).ToArbitrary();

    [Theory]
    [Row("B14")]
    [InlineData("")]
    [InlineData("x", "x")]
    [InlineData("x/y", "x", "y")]
    [InlineData(@"x\y", @"x\y")]
    [InlineData("x/", "x", "")]
    [InlineData("/x", "", "x")]
    [InlineData("/", "")]
    [InlineData("//", "", "")]
    [InlineData("/x/", "", "x", "")]
    [InlineData("x//y", "x", "", "y")]
    [InlineData(@"x\/y/z", "x/y", "z")]
    [InlineData("\"x/y\"/z", "x/y", "z")]
    [InlineData("'x/y'/z", "x/y", "z")]
    [InlineData(@"\'x", "'x")]
    [InlineData("it's/fine", "it's", "fine")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"'it\'s'", "it's")]
    public void A_text_has_the_components_that_the_syntax_states(string text, params string[] components)
    {
        Assert.Equal(components, CompositeName.Parse(text).Components);
    }

    [Theory]
    [Row("B14")]
    [InlineData("'x", "the quote ' is not closed")]
    [InlineData("\"x/y", "the quote \" is not closed")]
    [InlineData("'x'y", "'y' follows a closing quote")]
    public void A_beginning_quote_must_be_matched_at_the_components_end(string text, string why)
    {
        Assert.False(CompositeName.TryParse(text, out _, out var found));
        Assert.StartsWith(why, found, StringComparison.Ordinal);
    }

    [Fact]
    [Row("B14")]
    public void What_is_printed_reads_back_and_a_path_gives_its_name_back() => Prop.ForAll(Components, static components =>
    {
        var name = CompositeName.Of(components);
        Assert.Equal(name, CompositeName.Parse(name.ToString()));
        Assert.True(name.CheckPath() is not null || CompositeName.FromPath(name.Path).Equals(name));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Effort.Cases(20_000)).WithQuietOnSuccess(true));

    [Fact]
    [Row("B14")]
    public void Names_compose_and_come_apart()
    {
        var name = CompositeName.Parse("a/b").Add(CompositeName.Parse("c")).Add("d/e");
        Assert.Equal("a/b/c/\"d/e\"", name.ToString());
        Assert.Equal("a/b/c/d%2Fe", name.Path);
        Assert.Equal("d/e", name.Leaf);
        Assert.Equal("a/b/c", name.Parent.ToString());
        Assert.Equal("c/\"d/e\"", name.Suffix(2).ToString());
        Assert.True(name.StartsWith(CompositeName.Parse("a/b")));
        Assert.False(name.StartsWith(CompositeName.Parse("b")));
        Assert.True(CompositeName.Parse("").IsEmpty);
    }

    [Theory]
    [Row("B14")]
    [InlineData("a//b", "a segment is empty")]
    [InlineData("a/..", "'..' is no name")]
    [InlineData("a/\u0007", "a segment has the control character U+0007")]
    [InlineData("a/\ud800", "a segment is not well-formed Unicode")]
    [InlineData("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "a name has at most 16 segments")]
    public void A_hostile_name_is_refused_with_what_is_wrong(string text, string why)
    {
        Assert.StartsWith(why, CompositeName.Parse(text).CheckPath(), StringComparison.Ordinal);
    }

    [Fact]
    [Row("B14")]
    public void A_segment_has_at_most_255_bytes_of_any_text()
    {
        Assert.Null(CompositeName.Of(new string('/', 255)).CheckPath());
        Assert.Null(CompositeName.Of(new string('é', 127)).CheckPath());
        Assert.Null(CompositeName.Of("Käse 🧀 100 %").CheckPath());
        Assert.NotNull(CompositeName.Of(new string('/', 256)).CheckPath());
        Assert.NotNull(CompositeName.Of(new string('é', 128)).CheckPath());
    }
}
