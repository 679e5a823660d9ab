using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>The records of one owned track that are ready and that nobody has yet, in the order in which they were found.</summary>
internal sealed class WorkQueue(TrackToken token)
{
    /// <summary>Records that wait here, at most: the rest stays in the database until there is room.</summary>
    public const int Max = 10_000;

    private readonly LinkedList<string> _waiting = new();

    // Invariant: what waits and what is assigned; a record is in here at most once, so it is handed out at most once at a time.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    // What was told to be done while a search was under way, which may still have seen it as ready. Invariant: was in _known, so no more than Max.
    private readonly HashSet<string> _doneMeanwhile = new(StringComparer.Ordinal);
    private int _searchLimit;

    public TrackToken Token { get; } = token;

    public int Count => _waiting.Count;

    /// <summary>Since when something waits that no worker asked for; null when nothing waits.</summary>
    public TimeSpan? UnaskedSince { get; private set; }

    /// <summary>A worker asked.</summary>
    public void Asked(TimeSpan now) => UnaskedSince = now;

    /// <summary>Whether a search in the database is under way.</summary>
    public bool IsSearching { get; private set; }

    public TimeSpan SearchAt { get; set; }

    /// <summary>Until when nothing of it is handed out.</summary>
    public TimeSpan RestsUntil { get; set; }

    /// <summary>Whether something was added while a search was under way, which may not have seen it.</summary>
    public bool IsWoken { get; set; }

    /// <param name="more">How many there is room for.</param>
    /// <returns>How many to look for: what is out at workers is found again.</returns>
    public int BeginSearch(int more)
    {
        (IsSearching, IsWoken) = (true, false);
        _doneMeanwhile.Clear();
        return _searchLimit = Math.Min(Max, _known.Count + more);
    }

    /// <summary>What a search found, without what was done since it began.</summary>
    /// <returns>Whether there may be more: it found as many as it looked for, and new ones among them.</returns>
    public bool Found(IReadOnlyList<string> records, TimeSpan now)
    {
        IsSearching = false;
        var before = _waiting.Count;
        foreach (var record in records)
        {
            if (_known.Count < Max && !_doneMeanwhile.Contains(record) && _known.Add(record))
            {
                _waiting.AddLast(record);
            }
        }

        UnaskedSince = _waiting.Count > 0 ? UnaskedSince ?? now : null;
        return records.Count >= _searchLimit && _waiting.Count > before;
    }

    public IReadOnlyList<string> Take(int most)
    {
        List<string> taken = [];
        while (taken.Count < most && _waiting.First is { } first)
        {
            taken.Add(first.Value);
            _waiting.RemoveFirst();
        }

        UnaskedSince = _waiting.Count > 0 ? UnaskedSince : null;
        return taken;
    }

    /// <summary>They are done: they may be found again only if the database has them anew.</summary>
    public void Done(IEnumerable<string> records)
    {
        foreach (var record in records)
        {
            if (_known.Remove(record) && IsSearching)
            {
                _doneMeanwhile.Add(record);
            }
        }
    }

    /// <summary>They were done by a worker that was given up before: whoever has them now may be at it, but nobody gets them again.</summary>
    public void DoneLate(IEnumerable<string> records)
    {
        foreach (var record in records.Where(_known.Contains).ToList())
        {
            _waiting.Remove(record);
            Done([record]);
        }
    }

    /// <summary>A worker did not do them: they come last, since what keeps them from being done may keep them so, and others wait.</summary>
    public void Return(IEnumerable<string> records, TimeSpan now)
    {
        foreach (var record in records.Where(_known.Contains).Order(StringComparer.Ordinal))
        {
            _waiting.AddLast(record);
        }

        UnaskedSince = _waiting.Count > 0 ? UnaskedSince ?? now : null;
    }
}
