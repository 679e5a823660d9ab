namespace OrleansNaming;

/// <summary>How a line is found within one owner's list.</summary>
internal readonly record struct EntryKey(string Name, string InstanceId) : IComparable<EntryKey>
{
    public EntryKey(Entry entry) : this(entry.Name, entry.InstanceId)
    {
    }

    public int CompareTo(EntryKey other)
    {
        var order = string.CompareOrdinal(Name, other.Name);
        return order != 0 ? order : string.CompareOrdinal(InstanceId, other.InstanceId);
    }
}
