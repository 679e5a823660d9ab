using System.Collections.Concurrent;
using System.Collections.Frozen;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>The definitions of a group's decision tracks in this server's memory (row E25). Thread-safe.</summary>
/// <param name="store">Where they are kept.</param>
internal sealed class DefinitionBook(SqlDefinitionStore store)
{
    /// <summary>Older versions that records may still be on; beyond, the database is asked again.</summary>
    private const int OlderMax = 1_000;

    private readonly ConcurrentDictionary<(string Track, int Version), TrackDefinition?> _older = new();
    private readonly Lock _changing = new();
    private FrozenDictionary<string, StoredDefinition> _stored = FrozenDictionary<string, StoredDefinition>.Empty;
    private FrozenDictionary<string, TrackDefinition> _current = FrozenDictionary<string, TrackDefinition>.Empty;

    /// <summary>The tracks that there are, by their names.</summary>
    public IReadOnlyDictionary<string, TrackDefinition> Current => Volatile.Read(ref _current);

    /// <summary>What stands in the database for them, gone ones included.</summary>
    public IReadOnlyDictionary<string, StoredDefinition> Stored => Volatile.Read(ref _stored);

    /// <summary>Reads what is new. A text that this server cannot read, made by a later version, is left as it was.</summary>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var newest = await store.NewestAsync(cancellationToken);
        lock (_changing)
        {
            var changed = newest.Where(one => one.Version > (Stored.GetValueOrDefault(one.Track)?.Version ?? 0)).ToList(); // what was read earlier may come later
            foreach (var one in changed)
            {
                Keep(one);
            }

            return changed.Count > 0;
        }
    }

    /// <summary>When a track's newest version was written.</summary>
    public DateTimeOffset SavedAt(string track) => DateTimeOffset.FromUnixTimeMilliseconds(Stored.GetValueOrDefault(track)?.SavedMs ?? 0);

    /// <summary>A version of a track; null when there is none, or none that can be read.</summary>
    public async Task<TrackDefinition?> FindAsync(string track, int version, CancellationToken cancellationToken)
    {
        if (Current.TryGetValue(track, out var current) && current.Version == version)
        {
            return current;
        }

        if (_older.TryGetValue((track, version), out var older))
        {
            return older;
        }

        if (_older.Count >= OlderMax)
        {
            _older.Clear();
        }

        var stored = await store.FindAsync(track, version, cancellationToken);
        return _older[(track, version)] = stored?.Text is { } text ? TrackText.Parse(text).Value : null;
    }

    private void Keep(StoredDefinition one)
    {
        var current = new Dictionary<string, TrackDefinition>(Current, StringComparer.Ordinal);
        var read = one.Text is null ? null : TrackText.Parse(one.Text).Value ?? current.GetValueOrDefault(one.Track);
        if (read is null)
        {
            current.Remove(one.Track);
        }
        else
        {
            current[one.Track] = read;
        }

        // What stands in the database first: who sees a track finds it there.
        Volatile.Write(ref _stored, new Dictionary<string, StoredDefinition>(Stored, StringComparer.Ordinal) { [one.Track] = one }.ToFrozenDictionary(StringComparer.Ordinal));
        Volatile.Write(ref _current, current.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
