using System.Collections;

namespace OrleansNaming;

/// <summary>
/// The lines of one owner, sorted by name, then instance id, both ordinal. Immutable: a change makes a new list that
/// shares all blocks that it did not touch.
/// </summary>
/// <remarks>
/// Two levels: blocks of at most 64 lines, sized exactly, under one index of blocks. A line costs its reference (8 B)
/// and about one byte of the block's header and index slot; a dictionary would cost 40 to 60 B
/// and could not be shared between versions. A change at 50,000 lines copies one block (≤ 512 B) and the index (about 8 KiB).
/// </remarks>
internal sealed class EntryList : IReadOnlyCollection<Entry>
{
    /// <summary>Invariant: no block is empty, and keys ascend strictly within a block and from block to block.</summary>
    private readonly Entry[][] _blocks;

    internal EntryList(Entry[][] blocks, int count, EntrySum sum, long bytes)
    {
        _blocks = blocks;
        Count = count;
        Sum = sum;
        Bytes = bytes;
    }

    /// <summary>The list without lines.</summary>
    public static EntryList Empty { get; } = new([], 0, default, 0);

    /// <summary>How many lines it has.</summary>
    public int Count { get; }

    /// <summary>Σ of the lines' hashes, as whoever made this list computed it: the list itself knows no hash (rule 8).</summary>
    public EntrySum Sum { get; }

    /// <summary>Bytes of its lines in a snapshot, as whoever made this list counted them; bounded by <see cref="Limits.ListBytes"/> where the list is made.</summary>
    public long Bytes { get; }

    /// <summary>All lines, in order.</summary>
    public IEnumerable<Entry> All => this;

    /// <summary>How many blocks there are; tests look at it.</summary>
    internal int BlockCount => _blocks.Length;

    /// <summary>The line of that key, or null. Allocates nothing.</summary>
    public Entry? Find(string name, string instanceId) => Find(new EntryKey(name, instanceId));

    /// <summary>The line of that key, or null. Allocates nothing.</summary>
    public Entry? Find(EntryKey key)
    {
        if (_blocks.Length == 0)
        {
            return null;
        }

        var block = _blocks[EntryBlocks.IndexOf(_blocks, 0, key)];
        var place = EntryBlocks.PlaceOf(block, key);
        return place >= 0 ? block[place] : null;
    }

    /// <summary>The list after a batch, with the sum and the bytes that it then has; the cost follows the batch, not the list.</summary>
    public EntryList With(EntryBatch batch, EntrySum sum, long bytes)
    {
        var (blocks, grown) = EntryMerge.Apply(_blocks, batch.Changes);
        return new EntryList(blocks, Count + grown, sum, bytes);
    }

    /// <summary>The lines from the first whose name is <paramref name="name"/> or behind it, to the end, in order.</summary>
    public EntryRange From(string name) => From(new EntryKey(name, ""));

    /// <summary>The lines from the first whose key is <paramref name="key"/> or behind it, to the end, in order.</summary>
    public EntryRange From(EntryKey key)
    {
        if (_blocks.Length == 0)
        {
            return new EntryRange(_blocks, 0, 0);
        }

        var block = EntryBlocks.IndexOf(_blocks, 0, key);
        var place = EntryBlocks.PlaceOf(_blocks[block], key);
        return new EntryRange(_blocks, block, place < 0 ? ~place : place);
    }

    /// <summary>Walks the lines in order, without allocating.</summary>
    public EntryEnumerator GetEnumerator() => new(_blocks, 0, 0);

    /// <summary>The lines in order, in one new array.</summary>
    public Entry[] ToArray()
    {
        var all = new Entry[Count];
        var at = 0;
        foreach (var block in _blocks)
        {
            block.CopyTo(all, at);
            at += block.Length;
        }

        return all;
    }

    IEnumerator<Entry> IEnumerable<Entry>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
