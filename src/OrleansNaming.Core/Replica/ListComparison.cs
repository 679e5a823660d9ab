namespace OrleansNaming.Replica;

/// <summary>What a version touches, in order of name and instance id, each line once.</summary>
internal static class ListComparison
{
    /// <summary>Only what a delta names: its cost follows the delta.</summary>
    public static void Touched(EntryList old, Delta delta, List<LineChange> lines)
    {
        foreach (var change in EntryBatch.Of(delta.Puts, delta.Removes).Changes)
        {
            if (old.Find(change.Key) is var before && (before ?? change.Put) is not null)
            {
                lines.Add(new LineChange(before, change.Put));
            }
        }
    }

    /// <summary>
    /// All lines of both lists, by one walk over the two. Equal lines too: the new list's objects replace the old one's in the
    /// slots, or both would stay in memory.
    /// </summary>
    public static void All(EntryList old, EntryList next, List<LineChange> lines)
    {
        lines.EnsureCapacity(Math.Max(old.Count, next.Count));
        var olds = old.GetEnumerator();
        var news = next.GetEnumerator();
        var (hasOld, hasNew) = (olds.MoveNext(), news.MoveNext());
        while (hasOld || hasNew)
        {
            var order = !hasOld ? 1 : !hasNew ? -1 : new EntryKey(olds.Current).CompareTo(new EntryKey(news.Current));
            lines.Add(new LineChange(order <= 0 ? olds.Current : null, order >= 0 ? news.Current : null));
            hasOld = order <= 0 ? olds.MoveNext() : hasOld;
            hasNew = order >= 0 ? news.MoveNext() : hasNew;
        }
    }
}
