using System.Buffers.Binary;
using OrleansNaming.Log;

namespace OrleansNaming.Silo.Advertising;

/// <summary>What the grain says of a write: outcome 1, incarnation 8, boot 16, little-endian.</summary>
internal static class WriteReply
{
    private const int Bytes = 25;

    public static byte[] Of(JournalWriteOutcome outcome, Epoch holder)
    {
        var bytes = new byte[Bytes];
        bytes[0] = (byte)outcome;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), holder.Incarnation);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(9), holder.Boot.Value);
        return bytes;
    }

    /// <summary>Anything else than a reply is an unknown outcome.</summary>
    public static (JournalWriteOutcome Outcome, Epoch Holder) Read(ReadOnlySpan<byte> bytes) => bytes.Length == Bytes
        ? ((JournalWriteOutcome)bytes[0], new Epoch(BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..]), new BootId(BinaryPrimitives.ReadUInt128LittleEndian(bytes[9..]))))
        : (JournalWriteOutcome.Unknown, default);
}
