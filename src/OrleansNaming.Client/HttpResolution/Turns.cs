using System.Collections.Concurrent;

namespace OrleansNaming.HttpResolution;

/// <summary>Whose turn it is among those behind one name, for each name.</summary>
internal sealed class Turns
{
    /// <summary>Names that are remembered; beyond, all are forgotten, which costs fairness for a moment.</summary>
    private const int Max = 4_096;

    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>From 0 up, and from 0 again after the largest.</summary>
    public uint Next(string name)
    {
        if (_turns.Count >= Max)
        {
            _turns.Clear();
        }

        return _turns.GetOrAdd(name, static _ => new Turn()).Next();
    }

    private sealed class Turn
    {
        private uint _next = uint.MaxValue;

        public uint Next() => Interlocked.Increment(ref _next);
    }
}
