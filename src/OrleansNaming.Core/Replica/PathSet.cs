using System.Diagnostics;

namespace OrleansNaming.Replica;

/// <summary>
/// A sorted set of paths in <see cref="PathOrder"/>: blocks of at most <see cref="BlockMax"/> under one index. A path costs its
/// reference and one or two bytes; a red-black tree's node would cost 48.
/// </summary>
internal sealed class PathSet
{
    public const int BlockMax = 64;
    public const int BlockMin = 16;

    /// <summary>Invariant: no block is empty, and paths ascend strictly from block to block.</summary>
    private readonly List<PathBlock> _blocks = [];

    /// <summary>Where the last path was looked for; a guess, checked at each use.</summary>
    private int _lastBlock;

    /// <summary>How many paths there are.</summary>
    public int Count { get; private set; }

    /// <summary>The path at a place, or null behind the last.</summary>
    public string? this[PathPlace place] => place.Block < _blocks.Count ? _blocks[place.Block].Paths[place.Index] : null;

    /// <summary>The place of the first path that is not before <paramref name="path"/>.</summary>
    public PathPlace Seek(ReadOnlySpan<char> path)
    {
        if (_blocks.Count == 0)
        {
            return default;
        }

        var block = BlockOf(path);
        var index = _blocks[block].IndexOf(path);
        return Normal(block, index < 0 ? ~index : index);
    }

    public PathPlace After(PathPlace place) => Normal(place.Block, place.Index + 1);

    /// <summary>Adds a path; one that is there already stays.</summary>
    public void Add(string path)
    {
        if (_blocks.Count == 0)
        {
            _blocks.Add(new PathBlock([path]));
            Count = 1;
            return;
        }

        var block = BlockOf(path);
        var index = _blocks[block].IndexOf(path);
        if (index < 0)
        {
            _blocks[block].Insert(~index, path);
            Count++;
            SplitWhenFull(block);
        }
    }

    /// <summary>Takes a path out; an absent one is let pass.</summary>
    public void Remove(string path)
    {
        var block = _blocks.Count == 0 ? -1 : BlockOf(path);
        var index = block < 0 ? -1 : _blocks[block].IndexOf(path);
        if (index >= 0)
        {
            _blocks[block].RemoveAt(index);
            Count--;
            JoinWhenSmall(block);
        }
    }

    private void SplitWhenFull(int block)
    {
        if (_blocks[block] is { Count: > BlockMax } full)
        {
            _blocks[block] = new PathBlock(full.Paths[..(full.Count / 2)]);
            _blocks.Insert(block + 1, new PathBlock(full.Paths[(full.Count / 2)..]));
        }
    }

    private void JoinWhenSmall(int block)
    {
        if (_blocks[block].Count == 0)
        {
            _blocks.RemoveAt(block);
            return;
        }

        var first = Math.Max(0, block - 1);
        if (_blocks[block].Count < BlockMin && first + 1 < _blocks.Count && _blocks[first].Count + _blocks[first + 1].Count <= BlockMax)
        {
            _blocks[first] = new PathBlock([.. _blocks[first].Paths, .. _blocks[first + 1].Paths]);
            _blocks.RemoveAt(first + 1);
        }
    }

    private PathPlace Normal(int block, int index)
    {
        Debug.Assert(index <= _blocks[block].Count);
        return index < _blocks[block].Count ? new PathPlace(block, index) : new PathPlace(block + 1, 0);
    }

    /// <summary>The last block whose first path is not behind <paramref name="path"/>; the first block if there is none.</summary>
    private int BlockOf(ReadOnlySpan<char> path)
    {
        if (IsIn(_lastBlock, path))
        {
            return _lastBlock; // A list comes in order: most paths stand near the one before.
        }

        var (low, high) = (1, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = PathOrder.Compare(_blocks[middle].Paths[0], path) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return _lastBlock = low - 1;
    }

    private bool IsIn(int block, ReadOnlySpan<char> path) =>
        block < _blocks.Count
        && (block == 0 || PathOrder.Compare(_blocks[block].Paths[0], path) <= 0)
        && (block + 1 == _blocks.Count || PathOrder.Compare(_blocks[block + 1].Paths[0], path) > 0);
}
