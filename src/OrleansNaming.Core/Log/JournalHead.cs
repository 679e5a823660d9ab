namespace OrleansNaming.Log;

/// <summary>How far a <see cref="FencedJournal"/> was written: ordered by life, then by write.</summary>
/// <param name="Epoch">The life that has the store.</param>
/// <param name="LastWrite">The number of its last write.</param>
internal readonly record struct JournalHead(Epoch Epoch, long LastWrite) : IComparable<JournalHead>
{
    public int CompareTo(JournalHead other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        return order != 0 ? order : LastWrite.CompareTo(other.LastWrite);
    }
}
