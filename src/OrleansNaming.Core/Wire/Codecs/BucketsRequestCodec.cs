using System.Buffers.Binary;

namespace OrleansNaming.Wire.Codecs;

/// <summary>1 buckets: raw bytes, 256 little-endian u64.</summary>
internal static class BucketsRequestCodec
{
    /// <summary>How many buckets a directory falls into (rule 13).</summary>
    public const int Buckets = 256;

    /// <exception cref="ArgumentException">There are not 256.</exception>
    public static void Write(ref WireWriter writer, BucketsRequest request)
    {
        if (request.Buckets.Count != Buckets)
        {
            throw new ArgumentException($"{request.Buckets.Count} buckets, {Buckets} are sent", nameof(request));
        }

        Span<byte> bytes = stackalloc byte[Buckets * sizeof(ulong)];
        for (var index = 0; index < Buckets; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(index * sizeof(ulong))..], request.Buckets[index]);
        }

        writer.Bytes(1, bytes);
    }

    /// <summary>The request, or null when it is malformed.</summary>
    public static BucketsRequest? Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> raw = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || field.TryBytes(out raw);
        }

        return valid && reader.IsAtEnd && raw.Length == Buckets * sizeof(ulong) ? new BucketsRequest(Unpack(raw)) : null;
    }

    private static ulong[] Unpack(ReadOnlySpan<byte> raw)
    {
        var buckets = new ulong[Buckets];
        for (var index = 0; index < Buckets; index++)
        {
            buckets[index] = BinaryPrimitives.ReadUInt64LittleEndian(raw[(index * sizeof(ulong))..]);
        }

        return buckets;
    }
}
