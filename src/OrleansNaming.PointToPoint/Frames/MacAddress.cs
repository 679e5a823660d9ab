using System.Buffers.Binary;
using System.Globalization;

namespace OrleansNaming.PointToPoint.Frames;

/// <summary>An Ethernet address: 48 bits, written <c>02-bf-aa-bb-cc-dd</c> as in the figures.</summary>
/// <param name="Value">The bits, the first octet on top. Invariant: below 2⁴⁸.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>Bytes in a frame.</summary>
    public const int Length = 6;

    /// <summary>All ones.</summary>
    public static MacAddress Broadcast { get; } = new(0xFFFF_FFFF_FFFF);

    /// <summary>Whether the address names a group (the first octet's lowest bit, IEEE 802): a switch never learns it, and floods it.</summary>
    public bool IsGroup => (Value >> 40 & 1) != 0;

    /// <summary>Whether it was assigned by hand and not by a maker (the first octet's second bit).</summary>
    public bool IsLocal => (Value >> 40 & 2) != 0;

    /// <summary>Reads six bytes.</summary>
    /// <param name="bytes">At least six.</param>
    public static MacAddress Read(ReadOnlySpan<byte> bytes) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32 | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    /// <summary>Writes six bytes.</summary>
    /// <param name="bytes">At least six.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)Value);
    }

    /// <summary>Reads <c>02-bf-aa-bb-cc-dd</c> or <c>02:bf:aa:bb:cc:dd</c>.</summary>
    /// <returns>False when <paramref name="text"/> is no such address.</returns>
    public static bool TryParse(string? text, out MacAddress address)
    {
        address = default;
        if (text is not { Length: 17 })
        {
            return false;
        }

        var value = 0UL;
        for (var at = 0; at < 17; at += 3)
        {
            if ((at > 0 && text[at - 1] is not ('-' or ':'))
                || !byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                return false;
            }

            value = value << 8 | octet;
        }

        address = new MacAddress(value);
        return true;
    }

    /// <summary>With colons, as nft(8) and ip(8) write it.</summary>
    public string ToColons() => Text(':');

    /// <inheritdoc/>
    public override string ToString() => Text('-');

    private string Text(char separator)
    {
        var value = Value;
        return string.Join(separator, Enumerable.Range(0, Length).Select(octet => $"{(byte)(value >> (8 * (Length - 1 - octet))):x2}"));
    }
}
