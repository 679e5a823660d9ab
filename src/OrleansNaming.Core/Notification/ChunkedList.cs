using OrleansNaming.Advertising;
using OrleansNaming.Wire;

namespace OrleansNaming.Notification;

/// <summary>Splits a full list over datagrams (row B12).</summary>
internal static class ChunkedList
{
    /// <summary>
    /// What is left of <see cref="Limits.DatagramBytes"/> for an inline change or a piece: the longest header takes 134 bytes, a notice's own fields 84, and a chunk's no more.
    /// </summary>
    public const int PieceBytes = Limits.DatagramBytes - 134 - 84;

    /// <summary>Pieces of one list; above it the stamp alone is announced and receivers fetch.</summary>
    public const int PiecesMax = 256;

    /// <summary>The pieces, or null when the list is too long; one piece means that it fits inline.</summary>
    public static IReadOnlyList<Chunk>? Split(Advertisement list)
    {
        ReadOnlyMemory<byte> bytes = DeltaCodec.Encode(AdvertisementFold.Full(list));
        var count = (bytes.Length + PieceBytes - 1) / PieceBytes;
        if (count > PiecesMax)
        {
            return null;
        }

        var chunks = new Chunk[count];
        for (var i = 0; i < count; i++)
        {
            var start = i * PieceBytes;
            chunks[i] = new Chunk(list.Stamp, list.Digest, i, count, bytes[start..Math.Min(bytes.Length, start + PieceBytes)]);
        }

        return chunks;
    }
}
