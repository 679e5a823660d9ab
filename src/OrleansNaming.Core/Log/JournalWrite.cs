using System.Buffers.Binary;

namespace OrleansNaming.Log;

/// <summary>One write to a <see cref="FencedJournal"/>, as the owner's process sends it.</summary>
/// <param name="Epoch">The life that writes: its own fencing token.</param>
/// <param name="Id">Rising by one within the life, so that a repeated write is known.</param>
/// <param name="Replace">Whether the bytes take the place of all before.</param>
/// <param name="Seen">The last head that the writer knows of: what it replaces contains everything up to there.</param>
/// <param name="Bytes">Records of a <see cref="Journal"/>.</param>
internal readonly record struct JournalWrite(Epoch Epoch, long Id, bool Replace, JournalHead Seen, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Format 1, flags 1, incarnation 8, boot 16, id 8, seen incarnation 8, seen boot 16, seen write 8, little-endian; then the records.</summary>
    private const int HeadBytes = 66;

    private const byte Format = 1;

    public JournalHead Head => new(Epoch, Id);

    public byte[] Encode()
    {
        var bytes = new byte[HeadBytes + Bytes.Length];
        bytes[0] = Format;
        bytes[1] = Replace ? (byte)1 : (byte)0;
        Write(bytes.AsSpan(2), Head);
        Write(bytes.AsSpan(34), Seen);
        Bytes.Span.CopyTo(bytes.AsSpan(HeadBytes));
        return bytes;
    }

    /// <summary>False for bytes that are none, or of a format that this build does not read.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out JournalWrite write)
    {
        write = default;
        var head = bytes.Span;
        if (head.Length < HeadBytes || head[0] != Format || head[1] > 1)
        {
            return false;
        }

        var (epoch, id) = Read(head[2..]);
        write = new JournalWrite(epoch, id, head[1] == 1, Read(head[34..]), bytes[HeadBytes..]);
        return true;
    }

    /// <summary>32 bytes.</summary>
    public static void Write(Span<byte> bytes, JournalHead head)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, head.Epoch.Incarnation);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[8..], head.Epoch.Boot.Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], head.LastWrite);
    }

    public static JournalHead Read(ReadOnlySpan<byte> bytes) => new(
        new Epoch(BinaryPrimitives.ReadUInt64LittleEndian(bytes), new BootId(BinaryPrimitives.ReadUInt128LittleEndian(bytes[8..]))),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
}
