using System.Collections.Concurrent;

namespace OrleansNaming.Replica;

/// <summary>
/// The names with a <see cref="NameRecord"/>, and the highest binding epoch that was seen of each name. A pool of services has neither, so it
/// pays nothing. Written under the replica's gate; records are read from any thread.
/// </summary>
internal sealed class NameRecords
{
    private readonly ConcurrentDictionary<string, NameRecord> _records = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);

    /// <summary>Invariant: exactly the names whose record is conflicted.</summary>
    private readonly SortedSet<string> _conflicted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _epochs = new(StringComparer.Ordinal);

    /// <summary>Invariant: the keys of <see cref="_epochs"/>, the oldest first; at most <see cref="Limits.EpochsRemembered"/>.</summary>
    private readonly Queue<string> _remembered = new();
    private volatile int _links;

    /// <summary>Whether some name is a link: else no name needs to be followed.</summary>
    public bool HasLinks => _links > 0;

    public NameRecord? Find(string name) => _records.GetValueOrDefault(name);

    /// <summary>The highest epoch that was seen of a name, of living and of dead bindings; 0 for none.</summary>
    public ulong HighestEpoch(string name) => _epochs.GetValueOrDefault(name);

    /// <summary>Replaces a name's record; null: there is none any more.</summary>
    public void Set(string name, NameRecord? before, NameRecord? after)
    {
        _links += (after?.Reference?.Kind == ReferenceKind.Link ? 1 : 0) - (before?.Reference?.Kind == ReferenceKind.Link ? 1 : 0);
        if (after is null)
        {
            _records.TryRemove(name, out _);
        }
        else
        {
            _records[name] = after;
            Remember(name, after);
        }

        if (after is { IsConflicted: true })
        {
            _conflicted.Add(name);
        }
        else
        {
            _conflicted.Remove(name);
        }
    }

    /// <summary>Conflicted names behind one, in order.</summary>
    public IEnumerable<string> ConflictedAfter(string? after) =>
        _conflicted.Count == 0 || after is null ? _conflicted
        : string.CompareOrdinal(after, _conflicted.Max) >= 0 ? []
        : _conflicted.GetViewBetween(after, _conflicted.Max!).SkipWhile(name => name == after);

    private void Remember(string name, NameRecord record)
    {
        var highest = record.Live.Max(binding => ConflictRule.EpochOf(binding.Instance));
        if (highest <= HighestEpoch(name))
        {
            return;
        }

        if (!_epochs.ContainsKey(name))
        {
            if (_remembered.Count >= Limits.EpochsRemembered)
            {
                _epochs.Remove(_remembered.Dequeue());
            }

            _remembered.Enqueue(name);
        }

        _epochs[name] = highest;
    }
}
