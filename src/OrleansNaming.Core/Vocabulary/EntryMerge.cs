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
    private readonly List<Entry[]> _new;
    private ReadOnlySpan<EntryChange> _changes;
    private int _taken;
    private int _grown;

    private EntryMerge(Entry[][] old, ReadOnlySpan<EntryChange> changes)
    {
        _old = old;
        _changes = changes;
        _new = new List<Entry[]>(old.Length + 1 + changes.Length / BlockAim);
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
        return (merge._new.ToArray(), merge._grown);
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
        _new.AddRange(_old.AsSpan(_taken, end - _taken));
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

    private readonly void Emit(ReadOnlySpan<Entry> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        if (lines.Length >= BlockMin || _new.Count == 0)
        {
            Cut(lines);
            return;
        }

        Entry[] joined = [.. _new[^1], .. lines];
        _new.RemoveAt(_new.Count - 1);
        Cut(joined);
    }

    /// <summary>Adds lines as one block, or as even parts when they are more than a block holds.</summary>
    private readonly void Cut(ReadOnlySpan<Entry> lines)
    {
        var parts = lines.Length <= BlockMax ? 1 : (lines.Length + BlockAim - 1) / BlockAim;
        for (; parts > 0; parts--)
        {
            var size = lines.Length / parts;
            Debug.Assert(size is > 0 and <= BlockMax);
            _new.Add(lines[..size].ToArray());
            lines = lines[size..];
        }

        Debug.Assert(lines.IsEmpty);
    }
}
