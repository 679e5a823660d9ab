namespace OrleansNaming.Tracks.Ownership;

/// <summary>
/// What this server saw in the shared table of owners. A holder is presumed dead when its (epoch, beat) has stood still for lease × 1.05 between two looks: on the looker's own
/// clock, which need not agree with anybody's. After a pause of this process nothing that it saw counts, since it did not look in between.
/// </summary>
internal sealed class OwnershipTable
{
    private readonly SortedDictionary<string, Sighting> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether it was read at all: before, nobody knows what is free.</summary>
    public bool IsKnown { get; private set; }

    public IEnumerable<Sighting> Rows => _seen.Values;

    public Sighting? Find(string track) => _seen.GetValueOrDefault(track);

    public ulong EpochOf(string track) => Find(track)?.Row.Epoch ?? 0;

    /// <summary>Takes in a reading. A row that stands as before keeps its time; a new one counts from when the reading came back, the latest that it can be.</summary>
    public void Read(IReadOnlyList<OwnershipRow> rows, TimeSpan now)
    {
        IsKnown = true;
        foreach (var row in rows)
        {
            if (Find(row.Track) is not { } known || known.Row != row)
            {
                _seen[row.Track] = new Sighting(row, now);
            }
        }
    }

    /// <summary>What this server did to a row itself.</summary>
    public void Wrote(TrackToken token, TimeSpan now) => _seen[token.Track] = new Sighting(new OwnershipRow(token.Track, token.Epoch, token.Holder, 0), now);

    /// <summary>Counts all patience from now on.</summary>
    public void Restart(TimeSpan now)
    {
        foreach (var sighting in _seen.Values.ToList())
        {
            _seen[sighting.Row.Track] = sighting with { Since = now };
        }
    }
}
