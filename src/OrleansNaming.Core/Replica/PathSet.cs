using System.Diagnostics;

namespace OrleansNaming.Replica;

/// <summary>
/// A sorted set of paths in <see cref="PathOrder"/>: blocks of at most <see cref="BlockMax"/>, sized exactly, under one index.
/// A path costs its reference and about one byte; a red-black tree's node would cost 48. A change copies one block.
/// </summary>
internal sealed class PathSet
{
    public const int BlockMax = 64;
    public const int BlockMin = 16;

    /// <summary>Invariant: no block is empty, and paths ascend strictly within a block and from block to block.</summary>
    private readonly List<string[]> _blocks = [];

    /// <summary>How many paths there are.</summary>
    public int Count { get; private set; }

    /// <summary>The path at a place, or null behind the last.</summary>
    public string? this[PathPlace place] => place.Block < _blocks.Count ? _blocks[place.Block][place.Index] : null;

    /// <summary>The place of the first path that is not before <paramref name="path"/>.</summary>
    public PathPlace Seek(ReadOnlySpan<char> path)
    {
        if (_blocks.Count == 0)
        {
            return default;
        }

        var block = BlockOf(path);
        var index = IndexIn(_blocks[block], path);
        return Normal(block, index < 0 ? ~index : index);
    }

    public PathPlace After(PathPlace place) => Normal(place.Block, place.Index + 1);

    /// <summary>Adds a path; one that is there already stays.</summary>
    public void Add(string path)
    {
        if (_blocks.Count == 0)
        {
            _blocks.Add([path]);
            Count = 1;
            return;
        }

        var block = BlockOf(path);
        var index = IndexIn(_blocks[block], path);
        if (index >= 0)
        {
            return;
        }

        string[] old = _blocks[block];
        _blocks[block] = [.. old.AsSpan(0, ~index), path, .. old.AsSpan(~index)];
        Count++;
        SplitWhenFull(block);
    }

    /// <summary>Takes a path out; an absent one is let pass.</summary>
    public void Remove(string path)
    {
        var block = _blocks.Count == 0 ? -1 : BlockOf(path);
        var index = block < 0 ? -1 : IndexIn(_blocks[block], path);
        if (index < 0)
        {
            return;
        }

        string[] old = _blocks[block];
        _blocks[block] = [.. old.AsSpan(0, index), .. old.AsSpan(index + 1)];
        Count--;
        JoinWhenSmall(block);
    }

    private void SplitWhenFull(int block)
    {
        if (_blocks[block] is { Length: > BlockMax } full)
        {
            _blocks[block] = full[..(full.Length / 2)];
            _blocks.Insert(block + 1, full[(full.Length / 2)..]);
        }
    }

    private void JoinWhenSmall(int block)
    {
        if (_blocks[block].Length == 0)
        {
            _blocks.RemoveAt(block);
            return;
        }

        var first = Math.Max(0, block - 1);
        if (_blocks[block].Length < BlockMin && first + 1 < _blocks.Count
            && _blocks[first].Length + _blocks[first + 1].Length <= BlockMax)
        {
            _blocks[first] = [.. _blocks[first], .. _blocks[first + 1]];
            _blocks.RemoveAt(first + 1);
        }
    }

    private PathPlace Normal(int block, int index)
    {
        Debug.Assert(index <= _blocks[block].Length);
        return index < _blocks[block].Length ? new PathPlace(block, index) : new PathPlace(block + 1, 0);
    }

    /// <summary>The last block whose first path is not behind <paramref name="path"/>; the first block if there is none.</summary>
    private int BlockOf(ReadOnlySpan<char> path)
    {
        var (low, high) = (1, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = PathOrder.Compare(_blocks[middle][0], path) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static int IndexIn(string[] block, ReadOnlySpan<char> path)
    {
        var (low, high) = (0, block.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = PathOrder.Compare(block[middle], path);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return ~low;
    }
}
