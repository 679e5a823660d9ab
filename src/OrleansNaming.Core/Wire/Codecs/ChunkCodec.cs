namespace OrleansNaming.Wire.Codecs;

/// <summary>1 stamp, 2 digest fixed128, 3 index varint, 4 count varint, 5 bytes.</summary>
internal static class ChunkCodec
{
    /// <summary>Pieces of one list: a snapshot at its cap, cut to fit into datagrams, with room to spare.</summary>
    public const int CountMax = 32_768;

    public static void Write(ref WireWriter writer, Chunk chunk)
    {
        StampCodec.Write(ref writer, 1, chunk.Stamp);
        writer.U128(2, chunk.Digest.Value);
        writer.U64(3, (ulong)chunk.Index);
        writer.U64(4, (ulong)chunk.Count);
        writer.Bytes(5, chunk.Bytes.Span);
    }

    /// <summary>The chunk, or null when it is malformed.</summary>
    public static Chunk? Read(ReadOnlySpan<byte> bytes)
    {
        Stamp stamp = default;
        Digest digest = default;
        var index = 0;
        var count = 0;
        ReadOnlySpan<byte> piece = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryStamp(out stamp),
                2 => field.TryDigest(out digest),
                3 => field.TryInt(CountMax - 1, out index),
                4 => field.TryInt(CountMax, out count),
                5 => field.TryBytes(out piece),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && index < count ? new Chunk(stamp, digest, index, count, piece.ToArray()) : null;
    }
}
