namespace OrleansNaming.Replica;

/// <summary>The guests of one owner, in order. A list that was given out does not change when the roll does.</summary>
internal sealed class GuestRoll
{
    private readonly SortedSet<EntryKey> _guests = [];
    private EntryKey[]? _keys;

    public int Count => _guests.Count;

    public IReadOnlyList<EntryKey> Keys => _keys ??= [.. _guests];

    public void Set(EntryKey guest, bool isListed)
    {
        if (isListed ? _guests.Add(guest) : _guests.Remove(guest))
        {
            _keys = null;
        }
    }
}
