using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>An IP address as a value: in order, without an object. An IPv4 address is kept as one, however it was written.</summary>
internal readonly record struct HostAddress : IComparable<HostAddress>
{
    private const int Ip4Bytes = 4;
    private const int Ip6Bytes = 16;

    private readonly UInt128 _number;
    private readonly byte _size;

    private HostAddress(UInt128 number, byte size) => (_number, _size) = (number, size);

    /// <summary>Octets of the address: 4, 16, or 0 for none.</summary>
    public int Size => _size;

    public bool IsNone => _size == 0;

    /// <summary>The record that holds it.</summary>
    public DnsType Type => _size == Ip4Bytes ? DnsType.A : DnsType.Aaaa;

    public static HostAddress Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[Ip6Bytes];
        plain.TryWriteBytes(bytes, out _);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? new HostAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), Ip4Bytes)
            : new HostAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), Ip6Bytes);
    }

    /// <summary>Reads an endpoint's host; none when that is a name. An address with a zone index means nothing to others, so it is none.</summary>
    public static HostAddress Parse(string host) => IPAddress.TryParse(host, out var address) && address is not { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } && IsPlain(host, address) ? Of(address) : default;

    /// <summary>The octets, for a record.</summary>
    public void Write(Span<byte> bytes)
    {
        if (_size == Ip4Bytes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)_number);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, _number);
        }
    }

    /// <summary>As a label says it: <c>10-0-0-7</c>, or 32 hexadecimal digits.</summary>
    public string ToLabel() => _size == Ip4Bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{Octet(3)}-{Octet(2)}-{Octet(1)}-{Octet(0)}")
        : _number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToLabel"/> wrote, with or without <c>-port</c> behind it.</summary>
    public static HostAddress OfLabel(ReadOnlySpan<byte> label)
    {
        Span<Range> parts = stackalloc Range[7];
        var count = 0;
        foreach (var part in label.Split((byte)'-'))
        {
            if (count == parts.Length)
            {
                return default;
            }

            parts[count++] = part;
        }

        return count is 1 or 2 && label[parts[0]].Length == 2 * Ip6Bytes ? Ip6(label[parts[0]])
            : count is 4 or 5 ? Ip4(label, parts[..Ip4Bytes])
            : default;
    }

    /// <summary>The other way round: an address from the labels of <c>in-addr.arpa</c> (RFC 1035 3.5) or <c>ip6.arpa</c> (RFC 3596 2.5).</summary>
    public static HostAddress OfReverse(scoped in DnsName name)
    {
        if (name.Count is not (6 or 34) || !name[name.Count - 1].SequenceEqual("arpa"u8) || !name[name.Count - 2].SequenceEqual(name.Count == 6 ? "in-addr"u8 : "ip6"u8))
        {
            return default;
        }

        UInt128 number = 0;
        var (size, style, bits) = name.Count == 6 ? (Ip4Bytes, NumberStyles.None, 8) : (Ip6Bytes, NumberStyles.AllowHexSpecifier, 4);
        for (var i = name.Count - 3; i >= 0; i--)
        {
            if (name[i].Length > (bits == 8 ? 3 : 1) || !byte.TryParse(name[i], style, CultureInfo.InvariantCulture, out var part))
            {
                return default;
            }

            number = (number << bits) | part;
        }

        return new HostAddress(number, (byte)size);
    }

    public int CompareTo(HostAddress other) => _size != other._size ? _size.CompareTo(other._size) : _number.CompareTo(other._number);

    /// <summary>What <see cref="IPAddress"/> reads leniently, such as <c>7</c> or <c>0x7f.1</c>, is a host's name here.</summary>
    private static bool IsPlain(string host, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(address.ToString(), host, StringComparison.Ordinal);

    private byte Octet(int fromRight) => (byte)(_number >> (8 * fromRight));

    private static HostAddress Ip4(ReadOnlySpan<byte> label, ReadOnlySpan<Range> parts)
    {
        uint number = 0;
        foreach (var part in parts)
        {
            if (!byte.TryParse(label[part], NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
            {
                return default;
            }

            number = (number << 8) | octet;
        }

        return new HostAddress(number, Ip4Bytes);
    }

    private static HostAddress Ip6(ReadOnlySpan<byte> digits) =>
        UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? new HostAddress(number, Ip6Bytes) : default;
}
