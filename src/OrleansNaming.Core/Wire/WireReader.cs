namespace OrleansNaming.Wire;

/// <summary>
/// A cursor over a message's fields. It never throws and never allocates: a length is compared with what remains before it is used.
/// After the loop <see cref="IsAtEnd"/> tells a message that ended from one that is damaged.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _damaged;

    /// <summary>Whether everything was read and nothing was wrong.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty && !_damaged;

    /// <summary>How many fields of that number a message has, so that a list can be checked against its cap and then made in its exact size.</summary>
    public static int Count(ReadOnlySpan<byte> bytes, int number)
    {
        var count = 0;
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var field))
        {
            count += field.Number == number ? 1 : 0;
        }

        return count;
    }

    /// <summary>Reads the next field whole.</summary>
    /// <returns>False at the end, and at the first damage.</returns>
    public bool TryRead(out WireField field)
    {
        field = default;
        if (_rest.IsEmpty || _damaged)
        {
            return false;
        }

        _damaged = !TryReadVarint(ref _rest, out var tag) || tag >> 2 is 0 or > WireField.NumberMax || !TryReadValue(tag, out field);
        return !_damaged;
    }

    private bool TryReadValue(ulong tag, out WireField field)
    {
        var number = (int)(tag >> 2);
        var type = (WireType)(tag & 3);
        field = default;
        var length = type switch { WireType.Fixed64 => 8UL, WireType.Fixed128 => 16UL, _ => 0UL };
        if (type <= WireType.Bytes && !TryReadVarint(ref _rest, out length))
        {
            return false;
        }

        if (type == WireType.Varint)
        {
            field = new WireField(number, length);
            return true;
        }

        if (length > (ulong)_rest.Length)
        {
            return false;
        }

        field = new WireField(number, type, _rest[..(int)length]);
        _rest = _rest[(int)length..];
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (var index = 0; index < rest.Length && index < 10; index++)
        {
            var b = rest[index];
            value |= (ulong)(b & 0x7F) << (7 * index);
            if (b < 0x80)
            {
                rest = rest[(index + 1)..];
                return index == 0 || (b != 0 && (index < 9 || b == 1)); // the shortest form only: one value, one encoding
            }
        }

        return false;
    }
}
