using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>
/// The records of all tracks, and the resources that their work changes, each write at one moment. With Fenced a record's effect and its end are one transaction behind the fence, and
/// a second resource outside the database is guarded by the product's <see cref="TokenGate"/>; with BestEffort the effect comes first and the end later.
/// </summary>
internal sealed class WorkBoard(TrackWorldOptions options, SharedStore store)
{
    private readonly SortedDictionary<string, SortedSet<string>> _ready = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Track, string Record), int> _effects = [];
    private readonly Dictionary<string, ulong> _highest = [];
    private readonly Dictionary<string, (TokenGate Gate, ulong Highest)> _gates = [];
    private long _added;

    public int ReadyCount { get; private set; }

    public long AddedCount => _added;

    /// <summary>Records whose effect came about more than once; only BestEffort may have any.</summary>
    public int Doubled => _effects.Values.Count(count => count > 1);

    /// <summary>Late writes that the gates refused.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Effects that were done, by who did them.</summary>
    public SortedDictionary<string, int> DoneBy { get; } = new(StringComparer.Ordinal);

    public void Add(string track, int count)
    {
        var records = _ready.TryGetValue(track, out var known) ? known : _ready[track] = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            records.Add($"r{_added++:D7}");
        }

        ReadyCount += count;
    }

    public IReadOnlyList<string> Find(string track, int limit) => _ready.TryGetValue(track, out var records) ? [.. records.Take(limit)] : [];

    public int EffectsOf(string track, string record) => _effects.GetValueOrDefault((track, record));

    /// <summary>With Fenced: a record's work in one transaction with the fence.</summary>
    public RecordOutcome Finish(TrackToken token, string record, string worker)
    {
        if (options.Level == TrackLevel.Fenced)
        {
            if (store.Find(token.Track)?.Token != token)
            {
                return RecordOutcome.Refused;
            }

            if (token.Epoch < _highest.GetValueOrDefault(token.Track))
            {
                throw new TrackPromiseBroken("FencedResource", $"'{token.Track}' accepted epoch {token.Epoch} after {_highest[token.Track]}");
            }

            _highest[token.Track] = token.Epoch;
        }

        if (!_ready[token.Track].Remove(record))
        {
            return RecordOutcome.WasDone;
        }

        ReadyCount--;
        if (options.Level == TrackLevel.Fenced)
        {
            Act(token.Track, record);
        }

        DoneBy[worker] = DoneBy.GetValueOrDefault(worker) + 1;
        return RecordOutcome.Done;
    }

    /// <summary>With BestEffort: what a record's work changes somewhere, with nothing that could refuse it.</summary>
    public bool TryActUnfenced(string track, string record)
    {
        if (!_ready[track].Contains(record))
        {
            return false;
        }

        Act(track, record);
        return true;
    }

    /// <summary>A write to a resource outside the database, which may come late.</summary>
    public void WriteGuarded(TrackToken token)
    {
        var (gate, highest) = _gates.TryGetValue(token.Track, out var known) ? known : (new TokenGate(), 0);
        if (gate.Admit(token) == TokenVerdict.Accepted)
        {
            if (token.Epoch < highest)
            {
                throw new TrackPromiseBroken("FencedResource", $"the gate of '{token.Track}' accepted epoch {token.Epoch} after {highest}");
            }

            highest = token.Epoch;
        }
        else
        {
            RefusedCount++;
        }

        _gates[token.Track] = (gate, highest);
    }

    private void Act(string track, string record)
    {
        var effects = _effects[(track, record)] = EffectsOf(track, record) + 1;
        if (effects > 1 && options.Level == TrackLevel.Fenced)
        {
            throw new TrackPromiseBroken("Effects", $"'{record}' of '{track}' had its effect {effects} times");
        }
    }
}
