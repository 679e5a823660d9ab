namespace OrleansNaming.Replica;

/// <summary>
/// Collects what a version changes in one slot, and makes the slot's final array by one merge: a slot is written once a version,
/// so that no reader sees half of it (rule 9). The cost is that of the slot plus the edits, also when an owner lists
/// 50,000 instances of one name.
/// </summary>
internal sealed class SlotEdits
{
    private readonly List<SlotEdit> _edits = [];
    private readonly List<Binding> _merged = [];

    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Whether some binding that is put has terms: then the name is no mere pool.</summary>
    public bool HasTerms { get; private set; }

    public void Add(SlotEdit edit)
    {
        HasTerms |= edit.Put?.Terms is not null;
        _edits.Add(edit);
    }

    /// <summary>The slot after the edits; forgets them.</summary>
    public Binding[] Merge(ReadOnlySpan<Binding> before)
    {
        if (_edits.Count > 1)
        {
            _edits.Sort();
        }

        // Two edits of one place are a clearing one and a put, in this order: a guest's line became a service, or the reverse.
        foreach (var edit in _edits)
        {
            before = CopyBefore(before, edit, out var there);
            if (edit.Put is not null)
            {
                _merged.Add(edit.Over(there));
            }
        }

        _merged.AddRange(before);
        Binding[] merged = [.. _merged];
        _edits.Clear();
        _merged.Clear();
        HasTerms = false;
        return merged;
    }

    /// <summary>Copies the bindings before an edit's place.</summary>
    /// <returns>The rest behind that place; <paramref name="there"/> is what stood in it.</returns>
    private ReadOnlySpan<Binding> CopyBefore(ReadOnlySpan<Binding> rest, SlotEdit edit, out Binding? there)
    {
        var (low, high) = (0, rest.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = SlotOrder.Compare(rest[middle], edit) < 0 ? (middle + 1, high) : (low, middle);
        }

        _merged.AddRange(rest[..low]);
        var isThere = low < rest.Length && SlotOrder.Compare(rest[low], edit) == 0;
        there = isThere ? rest[low] : null;
        return rest[(isThere ? low + 1 : low)..];
    }
}
