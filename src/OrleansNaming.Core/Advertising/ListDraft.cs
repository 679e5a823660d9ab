using OrleansNaming.Wire;

namespace OrleansNaming.Advertising;

/// <summary>
/// The next version of an owner's list while it is put together: what several requests change shares one version (rule 4).
/// Later requests see what earlier ones did.
/// </summary>
internal sealed class ListDraft(Advertisement current)
{
    private readonly SortedDictionary<EntryKey, Entry?> _edits = [];

    public Advertisement Current { get; } = current;

    public OwnerStatus Status { get; set; } = current.Status;

    public bool ChangesNothing => _edits.Count == 0 && Status == Current.Status;

    /// <summary>Lines after the edits; bounds an owner's list.</summary>
    public int Count { get; private set; } = current.Entries.Count;

    /// <summary>Bytes of the lines after the edits, in a snapshot; they bound an owner's list too.</summary>
    public long Bytes { get; private set; } = current.Entries.Bytes;

    /// <summary>The lines after the edits: those that were left alone, then those that were put.</summary>
    public IEnumerable<Entry> Lines =>
        Current.Entries.All.Where(line => !_edits.ContainsKey(new EntryKey(line))).Concat(_edits.Values.OfType<Entry>());

    public Entry? Find(EntryKey key) =>
        _edits.TryGetValue(key, out var edited) ? edited : Current.Entries.Find(key.Name, key.InstanceId);

    public void Put(Entry entry) => TryPut(entry, bytesMax: long.MaxValue);

    /// <summary>Puts a line; false, and nothing is changed, when it makes the list larger, and larger than that.</summary>
    public bool TryPut(Entry entry, long bytesMax)
    {
        var key = new EntryKey(entry);
        var present = Find(key);
        var grown = DeltaCodec.Length(entry) - LengthOf(present);
        if (grown > 0 && Bytes + grown > bytesMax)
        {
            return false;
        }

        Count += present is null ? 1 : 0;
        Bytes += grown;
        _edits[key] = entry;
        return true;
    }

    public void Remove(EntryKey key)
    {
        if (Find(key) is not { } present)
        {
            return;
        }

        Count--;
        Bytes -= LengthOf(present);
        if (Current.Entries.Find(key.Name, key.InstanceId) is null)
        {
            _edits.Remove(key);
        }
        else
        {
            _edits[key] = null;
        }
    }

    private static int LengthOf(Entry? line) => line is null ? 0 : DeltaCodec.Length(line);

    /// <summary>The draft as the version with <paramref name="stamp"/>.</summary>
    public (Advertisement Next, Delta Delta) Advance(Stamp stamp)
    {
        var puts = new List<Entry>();
        var removes = new List<EntryKey>();
        foreach (var (key, entry) in _edits)
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

        return AdvertisementFold.Advance(Current, stamp, Status, puts, removes);
    }
}
