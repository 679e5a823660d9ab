using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>
/// Counts lookups of the names that tracks subscribe to (row E40), on the threads that look up: one addition, no lock, nothing allocated. Any number of lookups between two looks is one contact that says how many, so
/// no lookup is lost and none waits.
/// </summary>
/// <param name="first">Called when there are some where there were none.</param>
internal sealed class LookupCounts(Action first)
{
    private FrozenDictionary<string, StrongBox<long>> _counts = FrozenDictionary<string, StrongBox<long>>.Empty;

    /// <summary>Which names are counted; counts of those that stay are kept.</summary>
    public void Watch(IReadOnlyCollection<string> names) =>
        Volatile.Write(ref _counts, names.ToFrozenDictionary(static name => name, name => _counts.GetValueOrDefault(name) ?? new StrongBox<long>(), StringComparer.Ordinal));

    /// <summary>Somebody looked a name up.</summary>
    public void Add(string name)
    {
        if (Volatile.Read(ref _counts).TryGetValue(name, out var count) && Interlocked.Increment(ref count.Value) == 1)
        {
            first();
        }
    }

    /// <summary>How many there were since the last look.</summary>
    public long Take(string name) => Volatile.Read(ref _counts).TryGetValue(name, out var count) ? Interlocked.Exchange(ref count.Value, 0) : 0;

    /// <summary>They could not be brought: they count with the next.</summary>
    public void PutBack(string name, long lookups)
    {
        if (Volatile.Read(ref _counts).TryGetValue(name, out var count))
        {
            Interlocked.Add(ref count.Value, lookups);
        }
    }
}
