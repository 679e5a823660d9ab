using System.Buffers.Binary;

namespace OrleansNaming.Log;

/// <summary>An owner's <see cref="Journal"/> in a store that outlives its process and that several processes reach, such as grain storage.</summary>
/// <remarks>
/// Theory. On a disk one process holds a lock. Here an old process may write after a new one has begun, and a write may succeed although its
/// reply is lost. So the owner's epoch is the fencing token (Kleppmann, "How to do distributed locking", 2016): a life opens by replacing
/// everything under a higher epoch, and from then on writes of lower ones are refused. It may only replace what it has seen: when the old process
/// wrote once more meanwhile, that write was acknowledged, and the newcomer is refused instead. A process that opens its own next life knows what it
/// wrote in the last one, also where a reply was lost and the write was stored late: it is not refused by itself (Orleans seed 1783). Within a life the writes are numbered without gaps: a
/// repeated one is known and counts as written, and one that would leave a gap finds the store gone back in time.
/// The store itself must only change one state into the next atomically (an ETag): everything else is decided here, as a function of
/// (state, write).
/// </remarks>
internal sealed class FencedJournal
{
    /// <summary>What one record of the store may hold: a snapshot of 16 MiB and what is appended to it before the next (rule 18).</summary>
    public const int BytesMax = 96 << 20;

    private const int HeadBytes = 37;
    private const int ChecksumAt = 33;

    private const byte Format = 1;

    private FencedJournal(JournalHead head, byte[] stored) => (Head, Stored) = (head, stored);

    public static FencedJournal Empty { get; } = Encode(default, default, default);

    /// <summary>The life that has the store, and its last write. Invariant: only rises.</summary>
    public JournalHead Head { get; }

    public Epoch Epoch => Head.Epoch;

    /// <summary>Format 1, incarnation 8, boot 16, last write 8, CRC-32C of these 4, little-endian; then the journal, which checks itself.</summary>
    public byte[] Stored { get; }

    /// <summary>What a <see cref="Journal"/> recovers from.</summary>
    public ReadOnlyMemory<byte> Bytes => Stored.AsMemory(HeadBytes);

    /// <summary>The state after a write; the same state when the write changes nothing.</summary>
    public FencedJournal Take(JournalWrite write, out JournalWriteOutcome outcome)
    {
        outcome = Judge(write);
        if (outcome != JournalWriteOutcome.Written || IsRepeated(write))
        {
            return this;
        }

        return Encode(write.Head, write.Replace ? default : Bytes.Span, write.Bytes.Span);
    }

    /// <summary>Null for bytes that are damaged, or of a format that this build does not read: keep them aside, and begin empty.</summary>
    public static FencedJournal? Decode(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return Empty;
        }

        var head = bytes.AsSpan();
        if (head.Length < HeadBytes || head[0] != Format || BinaryPrimitives.ReadUInt32LittleEndian(head[ChecksumAt..]) != Crc32C.Of(head[..ChecksumAt]))
        {
            return null;
        }

        return new FencedJournal(JournalWrite.Read(head[1..]), bytes);
    }

    /// <summary>What would become of a write.</summary>
    public JournalWriteOutcome Judge(JournalWrite write)
    {
        if (write.Epoch < Epoch || (write.Epoch > Epoch && write.Epoch.Boot != Epoch.Boot && write.Seen.CompareTo(Head) < 0))
        {
            return JournalWriteOutcome.Superseded;
        }

        var follows = write.Replace || (write.Epoch == Epoch && write.Id == Head.LastWrite + 1 && Bytes.Length + write.Bytes.Length <= BytesMax);
        return follows || IsRepeated(write) ? JournalWriteOutcome.Written : JournalWriteOutcome.Behind;
    }

    private bool IsRepeated(JournalWrite write) => write.Epoch == Epoch && write.Id <= Head.LastWrite;

    private static FencedJournal Encode(JournalHead head, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> records)
    {
        var bytes = new byte[HeadBytes + kept.Length + records.Length];
        bytes[0] = Format;
        JournalWrite.Write(bytes.AsSpan(1), head);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(0, ChecksumAt)));
        kept.CopyTo(bytes.AsSpan(HeadBytes));
        records.CopyTo(bytes.AsSpan(HeadBytes + kept.Length));
        return new FencedJournal(head, bytes);
    }
}
