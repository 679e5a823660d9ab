using System.Reflection;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>
/// Each .txt file of this folder is a script and its full expected output, in the form of etcd-io/raft's interaction tests. What it
/// proves stands at the start of its first line.
/// </summary>
public sealed class TranscriptTests
{
    private const int LinesMax = 80;

    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("NAMING_REWRITE") == "1";

    public static TheoryData<string> All => [.. Transcript.Names];

    [Theory]
    [TranscriptsOf("B2")]
    public void A_change_is_durable_then_visible_then_announced(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B3")]
    [Lesson(35)]
    public void A_receiver_decides_by_the_table_what_it_missed(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B4")]
    public void Who_missed_something_asks_that_owner_once(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B5")]
    public void The_owner_answers_with_what_changed_or_with_the_whole_list(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B7")]
    public void Who_is_up_to_date_ignores_a_notice(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B8")]
    public void A_newcomer_asks_each_owner(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B8b")]
    public void A_newcomer_takes_one_state_dump_where_there_are_many_owners(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B9")]
    public void Whoever_asks_chooses_between_changes_and_the_whole_list(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B10")]
    public void The_same_stamp_with_other_content_is_found_and_mended(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B11")]
    public void An_unbind_arrives_too(string name) => Play(name);

    [Theory]
    [TranscriptsOf("B12")]
    public void A_notice_can_carry_the_whole_list(string name) => Play(name);

    [Theory]
    [TranscriptsOf(Transcript.Rule)]
    public void The_nodes_keep_the_rules_of_the_protocol(string name) => Play(name);

    [Theory]
    [MemberData(nameof(All))]
    public void A_transcript_says_what_it_shows_and_is_short(string name)
    {
        var text = Transcript.Read(name).Text;
        Assert.Matches(@"^# ([BME]\d+b?|Rule \d+)(, ([BME]\d+b?|\d+))*\. \S", text);
        Assert.InRange(text.Split('\n').Length, 3, LinesMax + 1);
    }

    [Fact]
    public void Every_transcript_is_played()
    {
        var played = typeof(TranscriptTests).GetMethods().Select(method => method.GetCustomAttribute<TranscriptsOfAttribute>()?.Row).ToHashSet();
        Assert.All(Transcript.Names, name => Assert.All(Transcript.Read(name).Rows, row => Assert.Contains(row, played)));
    }

    private static void Play(string name)
    {
        var transcript = Transcript.Read(name);
        var played = transcript.Play();
        if (IsRewriting)
        {
            transcript.Rewrite(played);
            return;
        }

        Assert.Equal(transcript.Text, played);
    }
}
