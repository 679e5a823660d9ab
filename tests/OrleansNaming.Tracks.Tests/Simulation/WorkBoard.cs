using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>The records of all tracks, and the resource that their work changes: as a database with a fence, each write at one moment.</summary>
internal sealed class WorkBoard(TrackWorldOptions options, SharedStore store)
{
    private readonly SortedDictionary<string, SortedSet<string>> _ready = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Track, string Record), int> _effects = [];
    private readonly Dictionary<string, ulong> _highest = [];

    public int ReadyCount => _ready.Values.Sum(records => records.Count);

    /// <summary>Effects that were done, by who did them.</summary>
    public SortedDictionary<string, int> DoneBy { get; } = new(StringComparer.Ordinal);

    public void Add(string track, int count)
    {
        var records = _ready.TryGetValue(track, out var known) ? known : _ready[track] = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            records.Add($"r{_effects.Count + records.Count + i:D6}");
        }
    }

    public IReadOnlyList<string> Find(string track, int limit) => _ready.TryGetValue(track, out var records) ? [.. records.Take(limit)] : [];

    public int EffectsOf(string track, string record) => _effects.GetValueOrDefault((track, record));

    /// <summary>Does a record's work in one transaction with the fence. False when the fence or the record's state refuses it.</summary>
    public bool TryDo(TrackToken token, string record, string worker)
    {
        if (options.Level == TrackLevel.Fenced)
        {
            if (store.Find(token.Track)?.Token != token)
            {
                return false;
            }

            if (token.Epoch < _highest.GetValueOrDefault(token.Track))
            {
                throw new TrackPromiseBroken($"T2: '{token.Track}' accepted epoch {token.Epoch} after {_highest[token.Track]}");
            }

            _highest[token.Track] = token.Epoch;
        }

        if (!_ready[token.Track].Remove(record))
        {
            return false;
        }

        _effects[(token.Track, record)] = EffectsOf(token.Track, record) + 1;
        DoneBy[worker] = DoneBy.GetValueOrDefault(worker) + 1;
        return true;
    }
}
