using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Gateway.Facades;

/// <summary>Ids that all nodes make alike from the same words.</summary>
internal static class StableId
{
    /// <summary>Characters of a folded id before its hash: with the dash and 16 hex digits that is a segment.</summary>
    private const int FoldedMax = NamePath.SegmentLengthMax - 17;

    /// <summary>A GUID's text for a name (RFC 9562, version 8: made from a hash).</summary>
    public static string Guid(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>
    /// A guest's id from the agent or application that stands before it and an id of any characters: readable where it is a segment as it is, else folded, with a hash that keeps apart what
    /// folding would make one.
    /// </summary>
    public static string Segment(string prefix, string id)
    {
        var plain = $"{prefix}.{id}";
        if (NamePath.CheckSegment(plain) is null)
        {
            return plain;
        }

        var folded = Fold(plain);
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}\n{id}")));
        return $"{folded[..Math.Min(folded.Length, FoldedMax)]}-{hash:x16}";
    }

    /// <summary>A number for bytes, 1 to 2⁵²: every client reads it whole, those too whose numbers are doubles.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 12) + 1;
    }

    private static string Fold(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.' ? c : '-'));
}
