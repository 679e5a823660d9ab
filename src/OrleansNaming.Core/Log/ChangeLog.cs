using OrleansNaming.Wire;

namespace OrleansNaming.Log;

/// <summary>
/// The last versions of one owner, as deltas: at most <see cref="Limits.LogVersions"/> and <see cref="Limits.LogBytes"/>
/// (rule 3). Older ones fall off; who asks for them gets a snapshot in the same reply.
/// </summary>
/// <remarks>
/// Theory. The log is one unbroken chain: each delta's base is the stamp before it (S5). A reader that holds a stamp of
/// the chain needs what came after it and nothing else; deltas compose, since for each key only the last write matters. So the
/// answer is one merged delta from exactly the reader's stamp to the newest, never larger than the steps, and never
/// half of a version. A stamp that is not in the chain (too old, another epoch, or never issued) gets null: guessing
/// a base would be a gap. A delta that does not follow (a full list, a new epoch) starts the log anew.
/// </remarks>
internal sealed class ChangeLog
{
    private readonly Queue<Delta> _deltas = new();
    private readonly Queue<int> _lengths = new();
    private Stamp _newest;
    private int _bytes;

    /// <summary>How many versions it holds.</summary>
    public int Count => _deltas.Count;

    /// <summary>The bytes of the deltas that it holds, encoded. Invariant: ≤ <see cref="Limits.LogBytes"/>.</summary>
    public int Bytes => _bytes;

    /// <summary>Adds the newest version; its base must be the last one's stamp, else the log starts anew.</summary>
    public void Append(Delta delta)
    {
        if (delta.Base != _newest || delta.Base.IsNone)
        {
            Clear();
        }

        _newest = delta.Stamp;
        if (delta.Base.IsNone)
        {
            return; // A full list is no step: Since(its stamp) is answered by what follows it.
        }

        var length = DeltaCodec.Length(delta);
        _deltas.Enqueue(delta);
        _lengths.Enqueue(length);
        _bytes += length;
        while (_deltas.Count > Limits.LogVersions || _bytes > Limits.LogBytes)
        {
            DropOldest();
        }
    }

    /// <summary>
    /// One delta that leads from <paramref name="since"/> to the newest version (last write of a key wins), or null when
    /// the log does not reach back to exactly that stamp. Null too for the newest itself: nothing leads from it yet.
    /// </summary>
    public Delta? Since(Stamp since)
    {
        if (_deltas.Count == 0 || since.Epoch != _newest.Epoch || since < _deltas.Peek().Base || since >= _newest)
        {
            return null;
        }

        var merge = new DeltaMerge();
        foreach (var delta in _deltas)
        {
            if (delta.Base == since || merge.IsStarted)
            {
                merge.Add(delta);
            }
        }

        return merge.Result();
    }

    private void Clear()
    {
        _deltas.Clear();
        _lengths.Clear();
        _bytes = 0;
    }

    private void DropOldest()
    {
        _deltas.Dequeue();
        _bytes -= _lengths.Dequeue();
    }
}
