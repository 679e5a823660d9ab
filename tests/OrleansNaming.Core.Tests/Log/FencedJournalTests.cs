using OrleansNaming.Log;

namespace OrleansNaming.Core.Tests.Log;

public sealed class FencedJournalTests
{
    private static readonly Epoch First = new(10, new BootId(1));
    private static readonly Epoch Second = new(11, new BootId(2));

    private static FencedJournal Opened => Take(FencedJournal.Empty, Opening(First, FencedJournal.Empty), JournalWriteOutcome.Written);

    [Fact]
    public void Take_FirstOpening_HasTheStore() => Assert.Equal((new JournalHead(First, 1), "open"), (Opened.Head, Text(Opened)));

    [Fact]
    public void Take_AppendInOrder_Appends()
    {
        var next = Take(Opened, Append(First, 2, "+a"), JournalWriteOutcome.Written);
        next = Take(next, Append(First, 3, "+b"), JournalWriteOutcome.Written);

        Assert.Equal((3, "open+a+b"), (next.Head.LastWrite, Text(next)));
    }

    [Fact]
    public void Take_WriteWhoseReplyWasLost_IsKnownAndChangesNothing()
    {
        var written = Take(Opened, Append(First, 2, "+a"), JournalWriteOutcome.Written);

        Assert.Same(written, Take(written, Append(First, 2, "+a"), JournalWriteOutcome.Written));
        Assert.Same(written, Take(written, Opening(First, Opened), JournalWriteOutcome.Written));
    }

    [Fact]
    public void Take_OfAnEarlierLife_IsSuperseded()
    {
        var later = Take(Opened, Opening(Second, Opened), JournalWriteOutcome.Written);

        Assert.Same(later, Take(later, Append(First, 2, "+late"), JournalWriteOutcome.Superseded));
        Assert.Same(later, Take(later, new JournalWrite(First, 9, Replace: true, later.Head, "all"u8.ToArray()), JournalWriteOutcome.Superseded));
    }

    [Fact]
    public void Take_OpeningThatHasNotSeenTheLastWrite_IsSuperseded()
    {
        var acknowledged = Take(Opened, Append(First, 2, "+acknowledged"), JournalWriteOutcome.Written);

        Assert.Same(acknowledged, Take(acknowledged, Opening(Second, Opened), JournalWriteOutcome.Superseded));
    }

    [Fact]
    public void Take_NextLifeOfTheSameProcess_TakesTheStoreAlsoFromItsOwnLateWrite()
    {
        var storedLate = Take(Opened, Append(First, 2, "+late"), JournalWriteOutcome.Written);
        var next = new JournalWrite(new Epoch(First.Incarnation + 1, First.Boot), 3, Replace: true, Opened.Head, "all"u8.ToArray());

        var taken = Take(storedLate, next, JournalWriteOutcome.Written);
        Assert.Equal((next.Head, "all"), (taken.Head, Text(taken)));
        Take(taken, Append(First, 2, "+late"), JournalWriteOutcome.Superseded);
    }

    [Fact]
    public void Take_AppendToAStoreThatWentBack_IsBehind()
    {
        var backup = Opened;

        Assert.Same(backup, Take(backup, Append(First, 3, "+c"), JournalWriteOutcome.Behind));
        Assert.Same(backup, Take(backup, Append(Second, 3, "+c"), JournalWriteOutcome.Behind));
        Assert.Equal("all", Text(Take(backup, new JournalWrite(First, 4, Replace: true, new JournalHead(First, 3), "all"u8.ToArray()), JournalWriteOutcome.Written)));
    }

    [Fact]
    public void Decode_OfEncoded_IsTheSame()
    {
        var decoded = FencedJournal.Decode(Opened.Stored);

        Assert.Equal((Opened.Head, Text(Opened)), (decoded!.Head, Text(decoded)));
        Assert.Equal(FencedJournal.Empty.Head, FencedJournal.Decode([])!.Head);
    }

    [Fact]
    public void Decode_EachFlippedBitOfTheHead_IsDamage()
    {
        var bytes = Opened.Stored;
        for (var bit = 0; bit < 37 * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(FencedJournal.Decode(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void TryDecode_OfAWrite_IsTheSame()
    {
        var write = Append(Second, 7, "+x");

        Assert.True(JournalWrite.TryDecode(write.Encode(), out var decoded));
        Assert.Equal((write.Head, write.Seen, write.Replace, "+x"), (decoded.Head, decoded.Seen, decoded.Replace, Utf8(decoded.Bytes)));
        Assert.False(JournalWrite.TryDecode(write.Encode().AsMemory(0, 60), out _));
    }

    private static JournalWrite Opening(Epoch epoch, FencedJournal seen) => new(epoch, 1, Replace: true, seen.Head, "open"u8.ToArray());

    private static JournalWrite Append(Epoch epoch, long id, string records) => new(epoch, id, Replace: false, new JournalHead(epoch, id - 1), System.Text.Encoding.UTF8.GetBytes(records));

    private static FencedJournal Take(FencedJournal journal, JournalWrite write, JournalWriteOutcome expected)
    {
        var next = journal.Take(write, out var outcome);
        Assert.Equal(expected, outcome);
        return next;
    }

    private static string Text(FencedJournal journal) => Utf8(journal.Bytes);

    private static string Utf8(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
