using OrleansNaming.Log;
using OrleansNaming.Silo.Advertising;

namespace OrleansNaming.Cluster.Tests.Versions;

/// <summary>The bytes that cross between a silo and a grain of another version, and those around the journal in grain state: as version 0.1.0 made them.</summary>
[On(Engine.Orleans)]
public sealed class GoldenBytesTests
{
    private const string Write = "0101070000000000000004030201000000000000000000000000090000000000000006000000000000000504030201000000000000000000000008000000000000006162";
    private const string Stored = "0107000000000000000403020100000000000000000000000009000000000000004d68a2b36162";
    private const string Reply = "02070000000000000004030201000000000000000000000000";

    private static readonly JournalWrite Sample = new(
        new Epoch(7, new BootId(0x01020304)), 9, Replace: true, new JournalHead(new Epoch(6, new BootId(0x0102030405)), 8), new byte[] { 0x61, 0x62 });

    [Fact]
    public void A_write_is_read_and_written_as_ever()
    {
        Assert.True(JournalWrite.TryDecode(Convert.FromHexString(Write), out var read));
        Assert.Equal(Sample with { Bytes = read.Bytes }, read);
        Assert.Equal([0x61, 0x62], read.Bytes.ToArray());
        Assert.Equal(Write, Convert.ToHexStringLower(Sample.Encode()));
    }

    [Fact]
    public void A_stored_journal_is_read_and_written_as_ever()
    {
        Assert.Equal(Sample.Head, FencedJournal.Decode(Convert.FromHexString(Stored))!.Head);
        Assert.Equal(Stored, Convert.ToHexStringLower(FencedJournal.Empty.Take(Sample, out _).Stored));
    }

    [Fact]
    public void A_reply_is_read_and_written_as_ever()
    {
        Assert.Equal((JournalWriteOutcome.Superseded, Sample.Epoch), WriteReply.Read(Convert.FromHexString(Reply)));
        Assert.Equal(Reply, Convert.ToHexStringLower(WriteReply.Of(JournalWriteOutcome.Superseded, Sample.Epoch)));
    }
}
