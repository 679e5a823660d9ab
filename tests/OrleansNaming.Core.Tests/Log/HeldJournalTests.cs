using OrleansNaming.Log;

namespace OrleansNaming.Core.Tests.Log;

/// <summary>What a grain's activation does with its journal: it knows what is stored only as long as its writes succeed.</summary>
public sealed class HeldJournalTests
{
    private static readonly Epoch Life = new(7, new BootId(1));

    [Fact]
    public void A_stored_write_is_what_the_holder_reads()
    {
        var held = Opened();
        var next = held.Begin(Append(2), out _)!;
        Assert.Equal(1, held.Journal.Head.LastWrite);
        Assert.Equal(JournalWriteOutcome.Written, held.End(next, StoreResult.Stored));
        Assert.Equal(2, held.Journal.Head.LastWrite);
    }

    [Theory]
    [InlineData((int)StoreResult.Unknown)]
    [InlineData((int)StoreResult.Conflict)]
    public void A_write_that_is_not_known_to_be_stored_ends_its_holder(int result)
    {
        var held = Opened();
        Assert.Equal(JournalWriteOutcome.Unknown, held.End(held.Begin(Append(2), out _)!, (StoreResult)result));
        Assert.True(held.IsInDoubt);
        Assert.Equal(1, held.Journal.Head.LastWrite);
        Assert.Null(held.Begin(Append(2), out var outcome));
        Assert.Equal(JournalWriteOutcome.Unknown, outcome);
    }

    [Fact]
    public void A_writer_that_is_ahead_makes_a_holder_read_again_before_it_answers()
    {
        var held = Opened();
        Assert.False(held.MustReadFor(Append(2)));
        Assert.True(held.MustReadFor(Append(3)));
        held.Loaded(held.Journal.Take(Append(2), out _));
        Assert.False(held.MustReadFor(Append(3)));
    }

    [Fact]
    public void A_repeated_write_needs_no_store()
    {
        Assert.Null(Opened().Begin(Append(1), out var outcome));
        Assert.Equal(JournalWriteOutcome.Written, outcome);
    }

    private static HeldJournal Opened()
    {
        var held = new HeldJournal();
        held.End(held.Begin(new JournalWrite(Life, 1, true, default, new byte[] { 1 }), out _)!, StoreResult.Stored);
        return held;
    }

    private static JournalWrite Append(long id) => new(Life, id, false, new JournalHead(Life, id - 1), new byte[] { 2 });
}
