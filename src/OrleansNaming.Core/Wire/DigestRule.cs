using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire;

/// <summary>
/// Rule 8. Each entry is hashed alone and the hashes are added modulo 2²⁵⁶, so that the order of entries does not matter and one change
/// costs one hash. Integers are little-endian, the boot id and the result big-endian.
/// </summary>
internal static class DigestRule
{
    private const int StateBytes = 16 + 8 + 8 + 1 + 8 + 32;

    /// <summary>SHA-256 of the entry's canonical bytes, as a number of four little-endian limbs.</summary>
    public static EntrySum Hash(Entry entry) => Hash(entry, out _);

    /// <param name="entry">The line.</param>
    /// <param name="bytes">How many canonical bytes it has.</param>
    public static EntrySum Hash(Entry entry, out int bytes)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        EntryCodec.WriteFields(ref writer, entry);
        bytes = writer.Length;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(writer.Written, hash);
        return new EntrySum(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]));
    }

    /// <summary>The first 16 bytes of SHA-256(boot ‖ incarnation ‖ version ‖ status ‖ count ‖ sum).</summary>
    public static Digest Compute(Stamp stamp, OwnerStatus status, int count, EntrySum sum)
    {
        Span<byte> state = stackalloc byte[StateBytes];
        BinaryPrimitives.WriteUInt128BigEndian(state, stamp.Epoch.Boot.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(state[16..], stamp.Incarnation);
        BinaryPrimitives.WriteUInt64LittleEndian(state[24..], stamp.Version);
        state[32] = (byte)status;
        BinaryPrimitives.WriteUInt64LittleEndian(state[33..], (ulong)count);
        BinaryPrimitives.WriteUInt64LittleEndian(state[41..], sum.Limb0);
        BinaryPrimitives.WriteUInt64LittleEndian(state[49..], sum.Limb1);
        BinaryPrimitives.WriteUInt64LittleEndian(state[57..], sum.Limb2);
        BinaryPrimitives.WriteUInt64LittleEndian(state[65..], sum.Limb3);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(state, hash);
        return new Digest(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
