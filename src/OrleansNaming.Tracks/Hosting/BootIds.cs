using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Makes the id of a start.</summary>
internal static class BootIds
{
    public static BootId New() => new(BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16)));
}
