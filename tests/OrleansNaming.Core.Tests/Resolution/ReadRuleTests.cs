using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

/// <summary>Reads that never go back (S8).</summary>
public sealed class ReadRuleTests
{
    private readonly Town _ahead = new();
    private readonly Town _behind = new();

    [Fact]
    public void A_node_that_is_behind_what_was_seen_does_not_answer_yet()
    {
        Both("a", "one");
        _ahead.Drop("a", new EntryKey("orders", "one"));
        var seen = _ahead.Replica.Seen(_ahead.Replica.Resolve("orders"))!;
        var (verdict, missing) = ReadRule.Judge(_behind.Replica, null, seen);
        Assert.Equal((ReadVerdict.NotYet, "a", 2UL), (verdict, missing.Server.Value, missing.Stamp.Version));
        _behind.Drop("a", new EntryKey("orders", "one"));
        Assert.Equal(ReadVerdict.Contained, ReadRule.Judge(_behind.Replica, null, seen).Verdict);
    }

    [Fact]
    public void A_server_that_is_unknown_is_waited_for_and_one_that_is_hidden_or_forgotten_is_not()
    {
        Both("a", "one");
        var seen = _ahead.Replica.Seen(null)!;
        Assert.Equal(ReadVerdict.NotYet, ReadRule.Judge(new Town().Replica, null, seen).Verdict);
        _behind.Hide("a");
        Assert.Equal(ReadVerdict.Contained, ReadRule.Judge(_behind.Replica, null, seen).Verdict);
        var stamp = _behind.Replica.Find(new ServerId("a"))!.Stamp;
        _behind.Remove("a");
        Assert.Equal(ReadVerdict.NotYet, ReadRule.Judge(_behind.Replica, null, seen).Verdict);
        _behind.Replica.Admit(new ServerId("a"), stamp);
        Assert.Equal(ReadVerdict.Contained, ReadRule.Judge(_behind.Replica, null, seen).Verdict);
    }

    [Fact]
    public void A_later_life_is_not_older()
    {
        Both("a", "one");
        var seen = _ahead.Replica.Seen(null)!;
        _behind.Restart("a");
        Assert.Equal(ReadVerdict.Contained, ReadRule.Judge(_behind.Replica, null, seen).Verdict);
    }

    [Fact]
    public void Above_32_servers_a_token_covers_what_the_answer_names_and_above_that_there_is_none()
    {
        for (var i = 0; i < 33; i++)
        {
            _ahead.Put($"s{i}", Town.Service("all", $"s{i}"), Town.Service($"only-{i}", "x"));
        }

        Assert.Equal("s7", Assert.Single(_ahead.Replica.Seen(_ahead.Replica.Resolve("only-7"))!.Seen).Server.Value);
        Assert.Null(_ahead.Replica.Seen(_ahead.Replica.Resolve("all")));
        Assert.Null(_ahead.Replica.Seen(null));
    }

    [Fact]
    public void A_token_survives_its_text_and_a_session_keeps_the_highest_of_each_server()
    {
        Both("a", "one");
        Both("b", "two");
        var early = _ahead.Replica.Seen(null)!;
        _ahead.Put("a", Town.Service("orders", "three"));
        Assert.True(ReadToken.TryParse(_ahead.Replica.Seen(null)!.ToString(), out var late));
        var session = new ReadSession(late);
        session.Saw(early, null);
        Assert.Equal(late.ToString(), session.Seen.ToString());
        session.Forget(new ServerId("a"));
        Assert.Equal("b", Assert.Single(session.Seen.Seen).Server.Value);
        session.Saw(null, ReadSession.TooMany(40));
        Assert.StartsWith("40 servers or more", session.Problem);
        Assert.False(ReadToken.TryParse("a:b", out _));
        Assert.False(ReadToken.TryParse(string.Join(',', Enumerable.Range(0, 33).Select(i => late.Seen[0] with { Server = new ServerId($"s{i}") })), out _));
        Assert.True(ReadToken.TryParse("", out _));
    }

    private void Both(string server, string instance)
    {
        _ahead.Put(server, Town.Service("orders", instance));
        _behind.Put(server, Town.Service("orders", instance));
    }
}
