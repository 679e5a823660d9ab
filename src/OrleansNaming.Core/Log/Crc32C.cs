using System.Buffers.Binary;
using System.Numerics;

namespace OrleansNaming.Log;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4). The runtime uses the processor's instruction where there is one.</summary>
internal static class Crc32C
{
    public const uint Begin = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(Begin, bytes);

    /// <summary>Goes on; the end is the complement of the last.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
