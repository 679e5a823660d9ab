using System.Buffers.Binary;
using System.Numerics;

namespace OrleansNaming.Log;

/// <summary>One framed record of a store: length, sequence, kind, payload, checksum. docs/storage.md draws it.</summary>
/// <remarks>
/// The checksum begins with the store's <i>mark</i>, the checksum of its snapshot: so a whole record of another store, or of
/// what this one held before its last snapshot, does not verify here.
/// </remarks>
internal readonly ref struct JournalRecord
{
    /// <summary>Bytes of a record beside its payload: length 4, sequence 4, kind 1, CRC-32C 4.</summary>
    public const int FrameBytes = HeadBytes + ChecksumBytes;

    private const int KindAt = 8;
    private const int HeadBytes = 9;
    private const int ChecksumBytes = 4;

    private JournalRecord(uint sequence, JournalRecordKind kind, ReadOnlySpan<byte> payload)
    {
        Sequence = sequence;
        Kind = kind;
        Payload = payload;
    }

    /// <summary>Its place in the store: 0 for the snapshot, then one more for each record.</summary>
    public uint Sequence { get; }

    public JournalRecordKind Kind { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Bytes of the whole record.</summary>
    public int Length => FrameBytes + Payload.Length;

    /// <summary>The checksum of the record that begins <paramref name="bytes"/>; of a snapshot it is the store's mark.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(HeadBytes + BinaryPrimitives.ReadInt32LittleEndian(bytes))..]);

    /// <summary>Frames a payload.</summary>
    /// <param name="mark">The checksum of the store's snapshot; not used by a snapshot.</param>
    /// <param name="sequence">The record's place in the store.</param>
    /// <param name="kind">What the payload is.</param>
    /// <param name="payload">The contents.</param>
    public static byte[] Encode(uint mark, uint sequence, JournalRecordKind kind, ReadOnlySpan<byte> payload)
    {
        var record = new byte[checked(FrameBytes + payload.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), sequence);
        record[KindAt] = (byte)kind;
        payload.CopyTo(record.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(^ChecksumBytes), Checksum(mark, record.AsSpan(..^ChecksumBytes)));
        return record;
    }

    /// <summary>Reads the record that begins <paramref name="bytes"/>.</summary>
    /// <returns>False when there is none, or it is not whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint mark, out JournalRecord record)
    {
        record = default;
        if (!TryReadHead(bytes, out var length, out var sequence, out var kind))
        {
            return false;
        }

        var end = HeadBytes + length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != Checksum(mark, bytes[..end]))
        {
            return false;
        }

        record = new JournalRecord(sequence, kind, bytes[HeadBytes..end]);
        return true;
    }

    /// <summary>Where the next whole record begins that is of this store and of a sequence from <paramref name="sequence"/> on, or is a snapshot; else -1.</summary>
    /// <remarks>Looks at every byte, but computes a checksum only where length, kind and sequence are possible: one pass in practice.</remarks>
    public static int FindNext(ReadOnlySpan<byte> bytes, uint mark, uint sequence)
    {
        var sequenceMax = (ulong)sequence + (ulong)(bytes.Length / FrameBytes);
        for (var start = 0; start <= bytes.Length - FrameBytes; start++)
        {
            if (TryReadHead(bytes[start..], out _, out var found, out var kind)
                && (kind == JournalRecordKind.Snapshot ? found == 0 : found >= sequence && found <= sequenceMax)
                && TryRead(bytes[start..], mark, out _))
            {
                return start;
            }
        }

        return -1;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> bytes, out int length, out uint sequence, out JournalRecordKind kind)
    {
        (length, sequence, kind) = (0, 0, 0);
        if (bytes.Length < FrameBytes)
        {
            return false;
        }

        length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        sequence = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        kind = (JournalRecordKind)bytes[KindAt];
        return length >= 0 && length <= bytes.Length - FrameBytes && kind is >= JournalRecordKind.Snapshot and <= JournalRecordKind.Floor;
    }

    /// <summary>CRC-32C of the mark and the record; a snapshot's is of the record alone.</summary>
    private static uint Checksum(uint mark, ReadOnlySpan<byte> bytes)
    {
        var begin = bytes[KindAt] == (byte)JournalRecordKind.Snapshot ? Crc32C.Begin : BitOperations.Crc32C(Crc32C.Begin, mark);
        return ~Crc32C.Append(begin, bytes);
    }
}
