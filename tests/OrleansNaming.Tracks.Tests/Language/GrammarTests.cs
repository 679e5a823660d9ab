using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Language;

/// <summary>What the words mean, and what is said of wrong ones (rows E1, E33).</summary>
public sealed class GrammarTests
{
    private const string Certificates = """
        TRACK "Expiring certificates"
          EVERY 1 hour                                        -- a comment
          GATHER FROM main "select id, host, days_left, owner from certs" KEY id
            COLUMNS id text, host text, days_left number, owner text, paged boolean OWN
          STEP "soon"
            IF days_left < 30
            THEN EMAIL owner "renew {host}" GO TO "urgent"
            OTHERWISE STOP
          STEP "urgent"
            IF days_left < 3 AND paged IS NULL
            THEN CALL POST "https://ops/page?host={host}" AND SET paged = TRUE
            OTHERWISE WAIT 1 day
        END
        """;

    [Fact]
    [Row("E1")]
    [Row("E33")]
    public void A_track_is_an_ordered_list_of_conditions_with_actions_and_ways_on()
    {
        var track = Read(Certificates);

        Assert.Equal(("Expiring certificates", 1, "default"), (track.Id, track.Version, track.Group));
        Assert.Equal(new PeriodTrigger(TimeSpan.FromHours(1)), Assert.Single(track.Triggers));
        Assert.Equal(["soon", "urgent"], track.Steps.Select(step => step.Name));
        Assert.Equal(new Continuation(Flow.GoTo, "urgent", TimeSpan.Zero), track.Steps[0].OnTrue);
        Assert.Equal(Continuation.Stop, track.Steps[0].OnFalse);
        Assert.Equal(new Continuation(Flow.Again, null, TimeSpan.FromDays(1)), track.Steps[1].OnFalse);
        Assert.Equal([typeof(CallAction), typeof(SetAction)], track.Steps[1].Actions.Select(action => action.GetType()));
        Assert.Equal(StepFailure.Usual, track.Steps[1].Failure);
    }

    [Theory]
    [InlineData("n = 1 OR n = 2 AND n = 3", "n = 1 OR (n = 2 AND n = 3)")]
    [InlineData("NOT n = 1 AND b", "(NOT n = 1) AND b")]
    [InlineData("n - 1 - 2 = 3", "(n - 1) - 2 = 3")]
    [InlineData("n NOT IN (1, 2)", "NOT n IN (1, 2)")]
    [InlineData("t IS NOT NULL", "NOT (t IS NULL)")]
    [InlineData("n BETWEEN 1 AND 2 AND b", "(n BETWEEN 1 AND 2) AND b")]
    [InlineData("d > 90 minutes", "d > 1 HOUR 30 minutes")]
    [InlineData("t = 2026-12-01T09:00+01:00", "t = 2026-12-01T08:00Z")]
    [InlineData("t < 2026-12-01", "t < 2026-12-01T00:00Z")]
    [InlineData("s = \"it's\"", "s = 'it''s'")]
    [InlineData("[n] = -5", "(n) = - 5")]
    public void Two_ways_to_write_one_condition(string one, string other) => Assert.Equal(Read(Conditional(other)), Read(Conditional(one)));

    [Theory]
    [InlineData("STEPP \"a\" DO STOP", "expected STEP, found 'STEPP'", "STEP")]
    [InlineData("STEP \"a\" IF days < 3 THEN STOP", "there is no column 'days'", "day")]
    [InlineData("STEP \"a\" IF lenght(s) < 3 THEN STOP", "there is no function 'lenght'", "length")]
    [InlineData("STEP \"a\" DO GO TO \"b1\" STEP \"b\" DO STOP", "there is no step 'b1'", "\"b\"")]
    [InlineData("STEP \"a\" DO EMIAL s \"x\"", "expected an action, NEXT, STOP, GO TO or WAIT, found 'EMIAL'", null)]
    [InlineData("STEP \"a\" IF s < 3 THEN STOP", "a Text cannot be compared with a Number", null)]
    [InlineData("STEP \"a\" IF b > TRUE THEN STOP", "a Boolean has no order: compare it with = or <>", null)]
    [InlineData("STEP \"a\" IF n THEN STOP", "expected a Boolean, found a Number", null)]
    [InlineData("STEP \"a\" IF t + t = t THEN STOP", "Time + Time has no meaning", null)]
    [InlineData("STEP \"a\" DO SET s = 'x'", "'s' is only read: declare it OWN, or say which table the source UPDATES", null)]
    [InlineData("STEP \"a\" DO SET mine = 1", "expected a value for 'mine' of type Text, found Number", null)]
    [InlineData("STEP \"a\" DO EMAIL s \"{nobody}\"", "there is no column 'nobody'", null)]
    [InlineData("STEP \"a\" DO EMAIL s \"{\"", "the brace at 1 of this text belongs to no {column}; double it if it is meant", null)]
    [InlineData("STEP \"a\" DO AGAIN", "a step that is taken again needs a wait: WAIT 1 minute", null)]
    [InlineData("STEP \"a\" DO STOP STEP \"a\" DO STOP", "there are two steps 'a'", null)]
    [InlineData("STEP \"a\" IF s = 'x THEN STOP", "the quote that is opened here is never closed", null)]
    [InlineData("STEP \"a\" IF t = 2026-02-30 THEN STOP", "'2026-02-30' is no date; write 2026-12-01, 2026-12-01T08:00Z or 2026-12-01T08:00+01:00", null)]
    [InlineData("STEP \"a\" IF lower(s, s) = '' THEN STOP", "lower takes 1 values and got 2", null)]
    [InlineData("STEP \"a\" DO ON FAILURE AFTER 0 TRIES STOP", "expected a number of tries from 1 to 100, found '0'", null)]
    [InlineData("STEP \"a\" DO STOP; drop table certs", "';' has no meaning here", null)]
    public void What_is_wrong_is_said_with_what_may_be_meant(string steps, string message, string? suggestion)
    {
        var error = TrackText.Parse(Text(steps)).Errors[0];
        Assert.Equal((message, suggestion), (error.Message, error.Suggestion));
    }

    /// <summary>Rights stand in such a table: who writes it is an administrator.</summary>
    [Theory]
    [Row("E34")]
    [InlineData("track_access")]
    [InlineData("Track_Owner")]
    [InlineData("[TRACK_DEFINITION]")]
    [InlineData("Resource_Token")]
    [InlineData("sqlite_sequence")]
    [InlineData("pg_authid")]
    public void A_table_of_the_product_or_the_database_is_not_updated(string table)
    {
        var text = $"TRACK \"x\" GATHER FROM main \"select 1\" KEY name UPDATES {table} COLUMNS name text, value text STEP \"1\" DO SET value = 'Administrator' END";
        var name = table.Trim('[', ']');

        Assert.StartsWith($"line 1, column 56: no track may update '{name}': ", Assert.Single(TrackText.Parse(text).Errors).ToString(), StringComparison.Ordinal);
        var drawing = TrackGraph.Print(Read(text.Replace(table, "job", StringComparison.Ordinal))).Replace("\"job\"", $"\"{name}\"", StringComparison.Ordinal);
        Assert.Contains($"no track may update '{name}'", Assert.Single(TrackGraph.Parse(drawing).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Row("E33")]
    public void An_error_says_its_line_and_column()
    {
        var errors = TrackText.Parse(Certificates.Replace("days_left < 3 ", "days_lft < 3 ", StringComparison.Ordinal).Replace("TO \"urgent\"", "TO \"urgnt\"", StringComparison.Ordinal)).Errors;
        Assert.Equal(
            ["line 7, column 43: there is no step 'urgnt'; did you mean \"urgent\"?", "line 10, column 8: there is no column 'days_lft'; did you mean days_left?"],
            errors.Select(error => error.ToString()));
    }

    [Fact]
    [Row("E1")]
    public void A_track_has_at_most_256_steps()
    {
        Assert.Equal(256, Read(Text(Many(256))).Steps.Count);
        Assert.Equal("there are more than 256 steps here", TrackText.Parse(Text(Many(257))).Errors[0].Message);

        static string Many(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"STEP \"{i}\" DO NEXT\n"));
    }

    [Fact]
    public void A_part_of_a_drawing_cannot_reach_into_the_next()
    {
        var drawing = TrackGraph.Print(Read(Certificates)).Replace("\"days_left \\u003C 30\"", "\"days_left = 1 THEN STOP STEP 'x' IF TRUE\"", StringComparison.Ordinal);
        var error = Assert.Single(TrackGraph.Parse(drawing).Errors);
        Assert.Equal("step 'soon', condition: 'THEN' stands behind the end", error.Message);
    }

    private static TrackDefinition Read(string text)
    {
        var reading = TrackText.Parse(text);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static string Conditional(string condition) => Text($"STEP \"a\" IF {condition} THEN STOP");

    private static string Text(string steps) =>
        $"TRACK \"x\"\nGATHER FROM main \"select 1\" KEY id COLUMNS id text, s text, n number, b boolean, t time, d duration, day number, mine text OWN\n{steps}\nEND";
}
