using System.Diagnostics;

namespace OrleansNaming;

/// <summary>
/// Merges a sorted batch into an <see cref="EntryList"/>'s blocks, in one pass. Blocks between the touched ones are shared.
/// </summary>
/// <remarks>
/// A touched block that outgrows <see cref="BlockMax"/> is cut into even parts of about <see cref="BlockAim"/>; one that
/// shrinks below <see cref="BlockMin"/> joins the block before it. So every block but the first has at least
/// <see cref="BlockMin"/> lines, and headers stay below two bytes a line.
/// </remarks>
internal ref struct EntryMerge
{
    public const int BlockMax = 64;
    public const int BlockAim = 48;
    public const int BlockMin = 16;

    private readonly Entry[][] _old;
    private ReadOnlySpan<EntryChange> _changes;

    /// <summary>Sized for the common case that no block is cut: then it becomes the new index without a copy.</summary>
    private Entry[][] _new;
    private int _count;
    private int _taken;
    private int _grown;

    private EntryMerge(Entry[][] old, ReadOnlySpan<EntryChange> changes)
    {
        _old = old;
        _changes = changes;
        _new = new Entry[old.Length + (changes.Length / BlockAim)][];
    }

    /// <summary>The blocks after the batch, and by how many lines they grew.</summary>
    public static (Entry[][] Blocks, int Grown) Apply(Entry[][] old, ReadOnlySpan<EntryChange> changes)
    {
        if (changes.IsEmpty)
        {
            return (old, 0);
        }

        var merge = new EntryMerge(old, changes);
        while (!merge._changes.IsEmpty)
        {
            merge.MergeOneBlock();
        }

        merge.Share(old.Length);
        Array.Resize(ref merge._new, merge._count); // does nothing when the guess was right
        return (merge._new, merge._grown);
    }

    /// <summary>Shares all blocks before the first change's, and merges that one with all changes that fall into it.</summary>
    private void MergeOneBlock()
    {
        if (_old.Length == 0)
        {
            Merge([], _changes.Length);
            return;
        }

        var index = EntryBlocks.IndexOf(_old, _taken, _changes[0].Key);
        Share(index);
        _taken = index + 1;
        Merge(_old[index], _taken == _old.Length ? _changes.Length : CountBefore(_old[_taken][0]));
    }

    private void Share(int end)
    {
        Reserve(end - _taken);
        Array.Copy(_old, _taken, _new, _count, end - _taken);
        _count += end - _taken;
        _taken = end;
    }

    private readonly int CountBefore(Entry next)
    {
        var count = 1;
        while (count < _changes.Length && EntryBlocks.Order(next, _changes[count].Key) > 0)
        {
            count++;
        }

        return count;
    }

    private void Merge(ReadOnlySpan<Entry> block, int changes)
    {
        var before = block.Length;
        var merged = new Entry[before + changes];
        var count = 0;
        foreach (var change in _changes[..changes])
        {
            var place = EntryBlocks.PlaceOf(block, change.Key);
            var kept = place < 0 ? ~place : place;
            block[..kept].CopyTo(merged.AsSpan(count));
            count += kept;
            block = block[(place < 0 ? kept : kept + 1)..];
            if (change.Put is { } put)
            {
                merged[count++] = put;
            }
        }

        block.CopyTo(merged.AsSpan(count));
        count += block.Length;
        _changes = _changes[changes..];
        _grown += count - before;
        Emit(merged.AsSpan(0, count));
    }

    private void Emit(scoped ReadOnlySpan<Entry> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        if (lines.Length >= BlockMin || _count == 0)
        {
            Cut(lines);
            return;
        }

        Entry[] joined = [.. _new[--_count], .. lines];
        Cut(joined);
    }

    /// <summary>Adds lines as one block, or as even parts when they are more than a block holds.</summary>
    private void Cut(scoped ReadOnlySpan<Entry> lines)
    {
        var parts = lines.Length <= BlockMax ? 1 : (lines.Length + BlockAim - 1) / BlockAim;
        Reserve(parts);
        for (; parts > 0; parts--)
        {
            var size = lines.Length / parts;
            Debug.Assert(size is > 0 and <= BlockMax);
            _new[_count++] = lines[..size].ToArray();
            lines = lines[size..];
        }

        Debug.Assert(lines.IsEmpty);
    }

    private void Reserve(int blocks)
    {
        if (_count + blocks > _new.Length)
        {
            Array.Resize(ref _new, _count + blocks + 1 + (_new.Length / 8));
        }
    }
}
