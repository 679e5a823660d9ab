using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Access;

/// <summary>Who counts as one caller: an IPv4 address, or an IPv6 /64, since whoever has one address of it has all.</summary>
internal static class CallerAddress
{
    /// <summary>The caller's number; 0 for one without an address, such as over a pipe.</summary>
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork ? whole : whole >> 64 << 64;
    }
}
