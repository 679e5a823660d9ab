using System.Buffers.Binary;

namespace OrleansNaming.Log;

/// <summary>One write to a <see cref="FencedJournal"/>, as the owner's process sends it.</summary>
/// <param name="Epoch">The life that writes: its own fencing token.</param>
/// <param name="Id">Rising by one within the life, so that a repeated write is known.</param>
/// <param name="Replace">Whether the bytes take the place of all before.</param>
/// <param name="Bytes">Records of a <see cref="Journal"/>.</param>
internal readonly record struct JournalWrite(Epoch Epoch, long Id, bool Replace, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Format 1, flags 1, incarnation 8, boot 16, id 8, little-endian; then the records.</summary>
    private const int HeadBytes = 34;

    private const byte Format = 1;

    public byte[] Encode()
    {
        var bytes = new byte[HeadBytes + Bytes.Length];
        bytes[0] = Format;
        bytes[1] = Replace ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(2), Epoch.Incarnation);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(10), Epoch.Boot.Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(26), Id);
        Bytes.Span.CopyTo(bytes.AsSpan(HeadBytes));
        return bytes;
    }

    /// <summary>False for bytes that are none, or of a format that this build does not read.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out JournalWrite write)
    {
        write = default;
        if (bytes.Length < HeadBytes || bytes.Span[0] != Format || bytes.Span[1] > 1)
        {
            return false;
        }

        var head = bytes.Span;
        var epoch = new Epoch(BinaryPrimitives.ReadUInt64LittleEndian(head[2..]), new BootId(BinaryPrimitives.ReadUInt128LittleEndian(head[10..])));
        write = new JournalWrite(epoch, BinaryPrimitives.ReadInt64LittleEndian(head[26..]), head[1] == 1, bytes[HeadBytes..]);
        return true;
    }
}
