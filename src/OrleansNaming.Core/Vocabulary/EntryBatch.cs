namespace OrleansNaming;

/// <summary>
/// Changes to a list, sorted by key, each key once, so that they apply in one pass.
/// </summary>
/// <remarks>
/// Whatever comes in has one meaning, for a hostile delta too: a put outranks a remove of its key, and of two puts the
/// later one counts. Nothing is refused here; a reader that was meant to see something else fails the digest (rule 8).
/// </remarks>
internal sealed class EntryBatch
{
    /// <summary>Invariant: strictly ascending by key.</summary>
    private readonly EntryChange[] _changes;

    private EntryBatch(EntryChange[] changes) => _changes = changes;

    /// <summary>The changes, strictly ascending by key.</summary>
    public ReadOnlySpan<EntryChange> Changes => _changes;

    /// <summary>Puts lines and takes others away.</summary>
    public static EntryBatch Of(IReadOnlyList<Entry> puts, IReadOnlyList<EntryKey> removes)
    {
        var changes = new EntryChange[removes.Count + puts.Count];
        var count = 0;
        foreach (var key in removes)
        {
            changes[count++] = new EntryChange(key, null);
        }

        foreach (var entry in puts)
        {
            changes[count++] = new EntryChange(new EntryKey(entry), entry);
        }

        return new EntryBatch(IsStrictlyAscending(changes) ? changes : SortedLastWins(changes));
    }

    private static bool IsStrictlyAscending(EntryChange[] changes)
    {
        for (var i = 1; i < changes.Length; i++)
        {
            if (changes[i - 1].Key.CompareTo(changes[i].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static EntryChange[] SortedLastWins(EntryChange[] changes)
    {
        var order = new int[changes.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // Array.Sort is not stable: among equal keys the place in the input decides.
        Array.Sort(order, (a, b) => changes[a].Key.CompareTo(changes[b].Key) is var byKey && byKey != 0 ? byKey : a.CompareTo(b));
        var sorted = new List<EntryChange>(order.Length);
        foreach (var index in order)
        {
            if (sorted.Count > 0 && sorted[^1].Key == changes[index].Key)
            {
                sorted[^1] = changes[index];
            }
            else
            {
                sorted.Add(changes[index]);
            }
        }

        return sorted.ToArray();
    }
}
