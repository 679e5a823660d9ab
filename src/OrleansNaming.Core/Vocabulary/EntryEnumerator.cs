using System.Collections;

namespace OrleansNaming;

/// <summary>A walk over an <see cref="EntryList"/>; a struct, so that <c>foreach</c> allocates nothing.</summary>
internal struct EntryEnumerator(Entry[][] blocks, int block, int place) : IEnumerator<Entry>
{
    private int _block = block;
    private int _next = place;

    /// <inheritdoc/>
    public Entry Current { get; private set; } = null!;

    readonly object IEnumerator.Current => Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        while (_block < blocks.Length)
        {
            if (_next < blocks[_block].Length)
            {
                Current = blocks[_block][_next++];
                return true;
            }

            _block++;
            _next = 0;
        }

        return false;
    }

    /// <summary>A walk goes once; take a new enumerator to go again.</summary>
    public readonly void Reset() => throw new NotSupportedException("a walk goes once");

    /// <inheritdoc/>
    public readonly void Dispose()
    {
    }
}
