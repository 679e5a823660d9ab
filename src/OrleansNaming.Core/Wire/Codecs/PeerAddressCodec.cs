using System.Buffers.Binary;
using System.Net;

namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// Raw bytes: the host (4 of IPv4 or 16 of IPv6), then the probe port and the pull port, 2 bytes each, little-endian. An IPv6 scope is
/// not carried: it means something on one machine only.
/// </summary>
internal static class PeerAddressCodec
{
    private const int PortsBytes = 4;

    public static void Write(ref WireWriter writer, int number, PeerAddress address)
    {
        Span<byte> bytes = stackalloc byte[16 + PortsBytes];
        address.Host.TryWriteBytes(bytes, out var length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[length..], checked((ushort)address.ProbePort));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[(length + 2)..], checked((ushort)address.PullPort));
        writer.Bytes(number, bytes[..(length + PortsBytes)]);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out PeerAddress? address)
    {
        address = null;
        if (bytes.Length is not (4 + PortsBytes or 16 + PortsBytes))
        {
            return false;
        }

        var host = bytes[..^PortsBytes];
        var ports = bytes[^PortsBytes..];
        address = new PeerAddress(
            new IPAddress(host), BinaryPrimitives.ReadUInt16LittleEndian(ports), BinaryPrimitives.ReadUInt16LittleEndian(ports[2..]));
        return true;
    }
}
