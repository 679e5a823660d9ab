using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>Headers, EDNS, sizes, and messages that are none.</summary>
public sealed class DnsMessageTests
{
    private readonly DnsDesk _desk = new();

    [Fact]
    public void The_question_comes_back_as_it_was_written()
    {
        _desk.Put("alpha", "orders", "o1", "10.0.0.8");
        var question = Question.Of("OrDeRs.sErViCe.NAMING", DnsType.A, id: 0xBEEF);
        var reply = _desk.Answer(question);
        Assert.Equal(question[..2], reply[..2]);
        Assert.Equal(question[12..], reply[12..question.Length]);
        Assert.Equal("answer OrDeRs.sErViCe.NAMING. 1 A 10.0.0.8", ReplyText.Of(reply)[1]);
    }

    [Fact]
    public void Replies_are_never_answered()
    {
        var question = Question.Of("naming", DnsType.Soa);
        question[2] |= 0x80;
        Assert.Empty(_desk.Answer(question));
        Assert.Empty(_desk.Answer([]));
        Assert.Empty(_desk.Answer(question[..11]));
    }

    [Theory]
    [InlineData(4, "NotImplemented")]
    [InlineData(5, "NotImplemented")]
    [InlineData(15, "NotImplemented")]
    public void Notifications_and_updates_are_not_understood(int opcode, string code) =>
        Assert.Equal([code], ReplyText.Of(_desk.Answer(Question.Of("naming", DnsType.Soa, flags: (byte)(opcode << 3)))));

    [Fact]
    public void Another_class_is_refused_and_a_later_EDNS_told_which_is_spoken()
    {
        Assert.Equal(["Refused"], ReplyText.Of(_desk.Answer(Question.Of("version.bind", DnsType.Txt, flags: 0, inClass: 3))));
        Assert.Equal(["NoError rd", "additional OPT 1232 01008000"], ReplyText.Of(_desk.Answer(Question.Of("naming", DnsType.Soa, edns: 1232, ednsVersion: 1), out var code)));
        Assert.Equal(DnsCode.BadVersion, code);
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_told_so_and_nothing_of_it_repeated()
    {
        byte[][] messages =
        [
            [.. Question.Of("naming", DnsType.Soa)[..5], 2, .. Question.Of("naming", DnsType.Soa)[6..]], // two questions (RFC 9619)
            [.. Question.Of("naming", DnsType.Soa)[..5], 0, .. Question.Of("naming", DnsType.Soa)[6..]],
            Question.Of("naming", DnsType.Soa)[..^1],
            [.. Question.Of("naming", DnsType.Soa)[..12], 0xC0, 12, 0, 6, 0, 1], // a name that is itself
            [.. Question.Of("naming", DnsType.Soa)[..12], 0x40, 1, 0, 0, 6, 0, 1],
            [.. Question.Of("naming", DnsType.Soa)[..12], .. Enumerable.Repeat<byte[]>([63, .. new byte[63]], 4).SelectMany(label => label), 0, 0, 6, 0, 1],
            [.. Question.Of("naming", DnsType.Soa, edns: 512)[..^11], .. Question.Of("a", DnsType.A, edns: 512)[^11..], .. Question.Of("a", DnsType.A, edns: 512)[^11..]],
        ];
        messages[^1][11] = 2; // two EDNS records (RFC 6891 6.1.1)
        Assert.All(messages, message =>
        {
            var reply = _desk.Answer(message);
            Assert.Equal(12, reply.Length);
            Assert.StartsWith("FormatError", ReplyText.Of(reply)[0]);
        });
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(100, 512)]
    [InlineData(900, 900)]
    [InlineData(1232, 1232)]
    [InlineData(65535, 1232)]
    [Lesson(13)]
    public void A_long_answer_is_cut_behind_a_whole_record_the_same_at_every_poll(int? edns, int max)
    {
        Fill("many", 100);
        var reply = _desk.Answer(Question.Of("many.service.naming", DnsType.Srv, edns), turn: 1);
        Assert.InRange(reply.Length, max - 80, max);
        Assert.Equal(reply, _desk.Answer(Question.Of("many.service.naming", DnsType.Srv, edns), turn: 2));
        var lines = ReplyText.Of(reply);
        Assert.Equal("NoError aa tc rd", lines[0]);

        var whole = ReplyText.Of(_desk.Answer(Question.Of("many.service.naming", DnsType.Srv, edns), isStream: true));
        Assert.Equal("NoError aa rd", whole[0]);
        Assert.Equal(200, whole.Count(line => line.StartsWith("answer") || line.Contains(" A ")));
        var shown = lines.Where(line => line.StartsWith("answer")).ToList();
        Assert.Equal(whole.Skip(1).Take(shown.Count), shown);
    }

    [Fact]
    [Lesson(13)]
    public void Addresses_beside_services_are_left_out_before_any_service_is()
    {
        Fill("some", 25);
        var lines = _desk.Ask("some.service.naming", DnsType.Srv, edns: 1232);
        Assert.Equal("NoError aa rd", lines[0]);
        Assert.Equal(25, lines.Count(line => line.StartsWith("answer")));
        Assert.InRange(lines.Count(line => line.Contains(" A ")), 1, 24);
    }

    [Fact]
    [Lesson(13)]
    public void An_answer_beyond_what_TCP_carries_is_cut_too()
    {
        Fill("most", 3_000);
        var lines = _desk.Ask("most.service.naming", DnsType.Srv, isStream: true);
        Assert.Equal("NoError aa tc rd", lines[0]);
        Assert.InRange(lines.Length, 1_400, 2_900);
        Assert.Equal(_desk.Ask("most.service.naming", DnsType.Srv, isStream: true), lines);
    }

    [Fact]
    public void A_pointer_beyond_its_reach_is_not_written()
    {
        Fill("far", 500); // the last targets stand behind octet 16,383
        var lines = _desk.Ask("far.service.naming", DnsType.Srv, isStream: true);
        Assert.Equal(500, lines.Count(line => line.StartsWith("answer")));
        var glue = lines.Where(line => line.StartsWith("additional")).ToList();
        Assert.InRange(glue.Count, 300, 499);
        Assert.All(glue, line => Assert.Equal(line.Split(' ')[1].Split('-')[..4], line.Split(' ')[^1].Split('.')));
    }

    [Fact]
    public void The_shortest_reply_asks_for_TCP()
    {
        var room = new byte[DnsReply.DatagramBytes];
        var length = DnsResponder.Truncated(Question.Of("orders.service.naming", DnsType.Srv, edns: 4096), room);
        Assert.Equal(["NoError tc rd", "additional OPT 1232 00008000"], ReplyText.Of(room.AsSpan(0, length)));
        Assert.Equal(0, DnsResponder.Truncated([1, 2, 3], room));
    }

    private void Fill(string name, int count) => _desk.Engine.Put("alpha", [.. Enumerable.Range(0, count).Select(i =>
        new Instance(name, $"i{i}", [new Endpoint("http", $"10.1.{i / 256}.{i % 256}", 8080)], null, null))]);
}
