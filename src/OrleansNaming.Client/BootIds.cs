using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansNaming;

/// <summary>Makes the id of a start: 128 random bits (design rule 1).</summary>
internal static class BootIds
{
    public static BootId New() => new(BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16)));
}
