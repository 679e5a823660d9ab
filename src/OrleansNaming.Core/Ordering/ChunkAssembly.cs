using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>Collects the pieces of one owner's full list. At most one list at a time: a newer stamp's first piece throws the older away.</summary>
internal sealed class ChunkAssembly
{
    private Stamp _stamp;
    private ReadOnlyMemory<byte>?[] _pieces = [];
    private int _missing;

    /// <summary>Takes a piece; the whole list's delta once the last one came, else null. A damaged list is null too: the repeat heals it.</summary>
    public Delta? Add(Chunk chunk)
    {
        if (chunk.Stamp < _stamp || chunk.Count > Notification.ChunkedList.PiecesMax || chunk.Index >= chunk.Count)
        {
            return null;
        }

        if (chunk.Stamp > _stamp || _pieces.Length != chunk.Count)
        {
            (_stamp, _pieces, _missing) = (chunk.Stamp, new ReadOnlyMemory<byte>?[chunk.Count], chunk.Count);
        }

        if (_pieces[chunk.Index] is null)
        {
            _pieces[chunk.Index] = chunk.Bytes.ToArray();
            _missing--;
        }

        return _missing == 0 ? Join() : null;
    }

    private Delta? Join()
    {
        var bytes = new byte[_pieces.Sum(piece => piece!.Value.Length)];
        var at = 0;
        foreach (var piece in _pieces)
        {
            piece!.Value.CopyTo(bytes.AsMemory(at));
            at += piece.Value.Length;
        }

        _pieces = [];
        return DeltaCodec.TryDecode(bytes, out var delta) && delta!.Stamp == _stamp && delta.Base.IsNone ? delta : null;
    }
}
