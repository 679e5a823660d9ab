using System.Buffers.Binary;
using System.Text;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>Makes questions as clients send them. Written apart from the code under test.</summary>
internal static class Question
{
    /// <summary>A message with one question; labels are separated by dots, a dot within one is written <c>\.</c></summary>
    public static byte[] Of(string name, DnsType type, int? edns = null, ushort id = 7653, byte flags = 1, ushort inClass = 1, byte ednsVersion = 0)
    {
        List<byte> bytes = [.. Number(id), flags, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns is null ? 0 : 1), .. Name(name), .. Number((ushort)type), .. Number(inClass)];
        if (edns is { } size)
        {
            bytes.AddRange([0, .. Number(41), .. Number((ushort)size), 0, ednsVersion, 0x80, 0, 0, 0]);
        }

        return [.. bytes];
    }

    public static byte[] Name(string name) =>
        [.. name.Replace("\\.", "\u0001").Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label.Replace('\u0001', '.'))]), 0];

    public static byte[] Number(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
