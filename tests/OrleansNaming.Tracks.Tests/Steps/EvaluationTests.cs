using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Steps;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>What conditions come to (row E2).</summary>
public sealed class EvaluationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [Row("E2")]
    [InlineData("n = 5 AND s <> 'x'", true)]
    [InlineData("none = 1", null)]
    [InlineData("NOT none = 1", null)]
    [InlineData("none = 1 OR n = 5", true)]
    [InlineData("none = 1 AND n = 4", false)]
    [InlineData("none = 1 AND n = 5", null)]
    [InlineData("none IS NULL AND n IS NOT NULL", true)]
    [InlineData("n IN (1, 5)", true)]
    [InlineData("n IN (1, none)", null)]
    [InlineData("n NOT IN (1, 2)", true)]
    [InlineData("n BETWEEN 5 AND none", null)]
    [InlineData("n BETWEEN 6 AND none", false)]
    [InlineData("s LIKE 'ab%'", true)]
    [InlineData("s LIKE '_bc'", true)]
    [InlineData("s LIKE 'AB%'", false)]
    [InlineData("s LIKE '%b%c%'", true)]
    [InlineData("s LIKE 'a\\%'", false)]
    [InlineData("'a%' LIKE 'a\\%'", true)]
    [InlineData("t < now()", true)]
    [InlineData("now() - t = 1 hour", true)]
    [InlineData("day(t) + 19 hours = t", true)]
    [InlineData("t + 36500 days + 36500 days < t", false)]
    [InlineData("upper(trim(' é ')) = 'É'", true)]
    [InlineData("length(s) + abs(-2) = round(5.4)", true)]
    [InlineData("coalesce(none, 7) = 7", true)]
    [InlineData("visits() = 3", true)]
    [InlineData("contains(s, 'bc')", true)]
    [InlineData("lower(none_text) = ''", null)]
    [InlineData("s < 'abd' AND 'B' < 'a'", true)]
    public void A_condition_is_true_false_or_null_as_in_SQL(string condition, bool? expected) => Assert.Equal(expected, Of(condition));

    [Fact]
    public void A_sum_beyond_its_type_is_null() => Assert.Null(Of("9999-12-31 + 36500 days > t"));

    private static object? Of(string condition)
    {
        var text = $"TRACK \"x\" GATHER FROM CONTACTS KEY s COLUMNS s text, n number, t time, none number, none_text text STEP \"a\" IF {condition} THEN STOP END";
        var reading = TrackText.Parse(text);
        Assert.Empty(reading.Errors);
        var values = RecordValues.Read(reading.Value!.Source, """{"s":"abc","n":5,"t":"2026-11-21T19:00Z","none":null}""", "{}");
        return new Evaluation(values, Now, 3).Of(reading.Value.Steps[0].Condition!);
    }
}
