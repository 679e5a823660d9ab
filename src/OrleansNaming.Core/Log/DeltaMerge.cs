using System.Diagnostics;

namespace OrleansNaming.Log;

/// <summary>
/// Composes deltas that follow one another into one. For each key the last write wins: put then remove is a remove,
/// remove then put is a put. A remove may then name a line that the base never had; applying it does nothing.
/// </summary>
internal sealed class DeltaMerge
{
    // Sorted, so that the merged delta is the same on every machine and its reader's batch needs no sort.
    private readonly SortedDictionary<EntryKey, Entry?> _last = [];
    private Delta? _first;
    private Delta? _newest;

    /// <summary>Adds the next delta; its base is the stamp of the one before.</summary>
    public void Add(Delta delta)
    {
        Debug.Assert(_newest is null || delta.Base == _newest.Stamp, "a delta applies only to exactly its base (S5)");
        _first ??= delta;
        _newest = delta;
        foreach (var key in delta.Removes)
        {
            _last[key] = null;
        }

        // After the removes: within one delta a put outranks a remove, as in EntryBatch.
        foreach (var entry in delta.Puts)
        {
            _last[new EntryKey(entry)] = entry;
        }
    }

    /// <summary>The one delta, or null when none was added.</summary>
    public Delta? Result()
    {
        if (_first is null || ReferenceEquals(_first, _newest))
        {
            return _first;
        }

        var puts = new List<Entry>();
        var removes = new List<EntryKey>();
        foreach (var (key, entry) in _last)
        {
            if (entry is null)
            {
                removes.Add(key);
            }
            else
            {
                puts.Add(entry);
            }
        }

        return new Delta(_first.Base, _newest!.Stamp, _newest.Status, puts, removes, _newest.Digest);
    }
}
