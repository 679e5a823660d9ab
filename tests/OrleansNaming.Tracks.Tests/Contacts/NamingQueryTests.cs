using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>What <c>GATHER FROM naming "…"</c> means, and what is said of wrong ones (row E40).</summary>
public sealed class NamingQueryTests
{
    [Theory]
    [Row("E40")]
    [InlineData("lookup of shop/web", "Lookup", "shop/web", true)]
    [InlineData("lookup of shop/web", "Lookup", "shop/web/a", false)]
    [InlineData("Bound, unbound OF shop/*", "Unbound", "shop/web/a", true)]
    [InlineData("bound, unbound of shop/*", "Unbound", "shop", false)]
    [InlineData("bound, unbound of shop/*", "Unbound", "shopping", false)]
    [InlineData("bound, unbound of shop/*", "Moved", "shop/web", false)]
    [InlineData("moved", "Moved", "any/name", true)]
    [InlineData("silent, unbound of shop/*", "Silent", "", true)]
    [InlineData("joined,left", "Silent", "", false)]
    public void A_query_asks_for_kinds_of_events_and_of_which_names(string query, string kind, string name, bool isWanted) =>
        Assert.Equal(isWanted, NamingQuery.Parse(query).Query!.Wants(Enum.Parse<NamingEventKind>(kind), name));

    [Fact]
    [Row("E40")]
    public void A_track_of_the_directorys_events_is_printed_and_read_as_what_it_was_and_drawn_too()
    {
        var track = TrackText.Parse(Text("silent, unbound of shop/*", "instances number, seen time, paged boolean OWN")).Value!;

        Assert.True(track.Source is { IsNaming: true, IsBrought: true });
        Assert.Equal(track, TrackText.Parse(TrackText.Print(track)).Value);
        Assert.Equal(track, TrackGraph.Parse(TrackGraph.Print(track)).Value);
    }

    [Theory]
    [Row("E40")]
    [InlineData("joind", "", "'joind' is no event of the directory", "joined")]
    [InlineData("", "", "the query is empty", null)]
    [InlineData("lookup", "", "lookups are told of one name", null)]
    [InlineData("lookup of shop/*", "", "lookups are told of one name", null)]
    [InlineData("joined of shop/web", "", "leave 'of' out", null)]
    [InlineData("bound of Shop//", "", "'Shop//' is no name", null)]
    [InlineData("bound", ", instanses number", "have no column 'instanses number'", "instances")]
    [InlineData("bound", ", instances text", "have no column 'instances text'", "instances")]
    public void What_is_wrong_with_one_is_said_with_its_place(string query, string columns, string error, string? suggestion)
    {
        var wrong = Assert.Single(TrackText.Parse(Text(query, columns.TrimStart(',', ' '))).Errors);

        Assert.Contains(error, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, wrong.Suggestion);
        Assert.True(wrong is { Line: 1, Column: > 20 });
    }

    [Theory]
    [Row("E40")]
    [InlineData("TRACK \"t\" GATHER FROM naming \"bound\" KEY id UPDATES names COLUMNS id text STEP \"1\" DO STOP END", "expected COLUMNS")]
    [InlineData("TRACK \"t\" WHEN QUERY naming \"bound\" RETURNS ROWS GATHER FROM CONTACTS KEY id COLUMNS id text STEP \"1\" DO STOP END", "'naming' is the directory")]
    public void The_directory_is_no_database(string text, string error) =>
        Assert.Contains(error, TrackText.Parse(text).Errors[0].Message, StringComparison.Ordinal);

    private static string Text(string query, string columns) =>
        $"TRACK \"t\" GATHER FROM naming \"{query}\" KEY id COLUMNS id text{(columns.Length > 0 ? ", " + columns : "")} STEP \"1\" DO STOP END";
}
