using System.Collections;

namespace OrleansNaming;

/// <summary>The lines of an <see cref="EntryList"/> from one place to its end.</summary>
internal readonly struct EntryRange(Entry[][] blocks, int block, int place) : IEnumerable<Entry>
{
    /// <summary>Walks the lines in order, without allocating.</summary>
    public EntryEnumerator GetEnumerator() => new(blocks, block, place);

    IEnumerator<Entry> IEnumerable<Entry>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
