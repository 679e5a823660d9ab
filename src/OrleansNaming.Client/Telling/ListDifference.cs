using OrleansNaming.Advertising;

namespace OrleansNaming.Telling;

/// <summary>
/// The delta between two lists of one owner that this process has held. Computed instead of taken from a log: only the owner keeps a log,
/// and a follower that was slow gets one delta over many versions.
/// </summary>
internal static class ListDifference
{
    /// <summary>A delta from exactly <paramref name="from"/>, or the full list when that is another epoch's, nothing, or not smaller.</summary>
    public static Delta Between(Advertisement? from, Advertisement to)
    {
        if (from is null || from.Stamp.Epoch != to.Stamp.Epoch)
        {
            return AdvertisementFold.Full(to);
        }

        var (puts, removes) = (new List<Entry>(), new List<EntryKey>());
        Walk(from.Entries, to.Entries, puts, removes);
        return puts.Count + removes.Count > to.Entries.Count
            ? AdvertisementFold.Full(to)
            : new Delta(from.Stamp, to.Stamp, to.Status, puts, removes, to.Digest);
    }

    private static void Walk(EntryList from, EntryList to, List<Entry> puts, List<EntryKey> removes)
    {
        var olds = from.GetEnumerator();
        var news = to.GetEnumerator();
        var (hasOld, hasNew) = (olds.MoveNext(), news.MoveNext());
        while (hasOld || hasNew)
        {
            var order = !hasOld ? 1 : !hasNew ? -1 : new EntryKey(olds.Current).CompareTo(new EntryKey(news.Current));
            if (order < 0)
            {
                removes.Add(new EntryKey(olds.Current));
            }
            else if (order > 0 || !ReferenceEquals(olds.Current, news.Current))
            {
                // The lists share what did not change, so another object is nearly always another content.
                puts.Add(news.Current);
            }

            hasOld = order <= 0 ? olds.MoveNext() : hasOld;
            hasNew = order >= 0 ? news.MoveNext() : hasNew;
        }
    }
}
