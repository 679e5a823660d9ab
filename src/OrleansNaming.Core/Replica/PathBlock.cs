namespace OrleansNaming.Replica;

/// <summary>A short run of paths in order. It grows by a few places at a time: copying at each insert would cost a bulk load its time, doubling its memory.</summary>
internal sealed class PathBlock
{
    private const int Growth = 8;

    private string[] _places;

    public PathBlock(ReadOnlySpan<string> paths)
    {
        _places = paths.ToArray();
        Count = paths.Length;
    }

    public int Count { get; private set; }

    /// <summary>Invariant: ascends strictly in <see cref="PathOrder"/>.</summary>
    public ReadOnlySpan<string> Paths => _places.AsSpan(0, Count);

    public void Insert(int index, string path)
    {
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Count + Growth);
        }

        _places.AsSpan(index, Count - index).CopyTo(_places.AsSpan(index + 1));
        _places[index] = path;
        Count++;
    }

    public void RemoveAt(int index)
    {
        _places.AsSpan(index + 1, Count - index - 1).CopyTo(_places.AsSpan(index));
        _places[--Count] = null!;
        if (_places.Length - Count > Growth)
        {
            Array.Resize(ref _places, Count);
        }
    }

    /// <summary>Where a path stands, or the complement of where it would.</summary>
    public int IndexOf(ReadOnlySpan<char> path)
    {
        if (Count > 0 && PathOrder.Compare(_places[Count - 1], path) < 0)
        {
            return ~Count; // A list comes in order: most new paths stand behind all others.
        }

        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = PathOrder.Compare(_places[middle], path);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return ~low;
    }
}
