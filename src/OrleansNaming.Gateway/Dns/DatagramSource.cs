using System.Buffers.Binary;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>Who sent a datagram, read from the socket's own bytes so that a question costs no object.</summary>
internal static class DatagramSource
{
    /// <summary>In a <c>sockaddr</c> the port stands behind the family; an IPv6 one has a flow label behind that.</summary>
    private const int Ip4At = 4;
    private const int Ip6At = 8;

    /// <summary>The caller's number as <see cref="Access.CallerAddress"/> counts callers; null for loopback, which nobody can pretend from elsewhere.</summary>
    /// <param name="family">The socket's.</param>
    /// <param name="source">The <c>sockaddr</c>.</param>
    public static UInt128? CallerOf(AddressFamily family, ReadOnlySpan<byte> source)
    {
        if (family == AddressFamily.InterNetwork)
        {
            var address = BinaryPrimitives.ReadUInt32BigEndian(source[Ip4At..]);
            return address >> 24 == 127 ? null : Mapped(address);
        }

        var whole = BinaryPrimitives.ReadUInt128BigEndian(source[Ip6At..]);
        return whole == UInt128.One || (whole >> 24) == (Mapped(127U << 24) >> 24) ? null
            : whole >> 32 == Mapped(0) >> 32 ? whole
            : whole >> 64 << 64;
    }

    private static UInt128 Mapped(uint ip4) => ((UInt128)0xFFFF << 32) | ip4;
}
