using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire;

/// <summary>One field as it was read. Each <c>Try…</c> is false when the value is not of that kind or not allowed: then the message is refused.</summary>
internal readonly ref struct WireField
{
    /// <summary>The highest field number, so that a tag never takes more than 5 bytes.</summary>
    public const int NumberMax = (1 << 29) - 1;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ulong _value;
    private readonly WireType _type;

    public WireField(int number, ulong value)
    {
        Number = number;
        _type = WireType.Varint;
        _value = value;
    }

    public WireField(int number, WireType type, ReadOnlySpan<byte> bytes)
    {
        Number = number;
        _type = type;
        _bytes = bytes;
    }

    public int Number { get; }

    public bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = _bytes;
        return _type == WireType.Bytes;
    }

    /// <summary>The bytes as a part of the message that the cursor walks over, for a body that outlives it.</summary>
    public bool TryPart(ReadOnlyMemory<byte> whole, out ReadOnlyMemory<byte> part)
    {
        var valid = TryBytes(out var bytes);
        part = whole.Span.Overlaps(bytes, out var offset) ? whole.Slice(offset, bytes.Length) : default;
        return valid;
    }

    public bool TryU64(out ulong value)
    {
        value = _value;
        return _type == WireType.Varint;
    }

    public bool TryInt(int max, out int value)
    {
        value = (int)_value;
        return _type == WireType.Varint && _value <= (ulong)max;
    }

    public bool TryBool(out bool value)
    {
        value = _value == 1;
        return _type == WireType.Varint && _value <= 1;
    }

    /// <summary>A span of time in units of 100 ns, never negative.</summary>
    public bool TryTime(out TimeSpan value)
    {
        value = new TimeSpan((long)_value);
        return _type == WireType.Varint && _value <= long.MaxValue;
    }

    public bool TryFixed64(out ulong value)
    {
        var valid = _type == WireType.Fixed64;
        value = valid ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes) : 0;
        return valid;
    }

    public bool TryFixed128(out UInt128 value)
    {
        var valid = _type == WireType.Fixed128;
        value = valid ? BinaryPrimitives.ReadUInt128BigEndian(_bytes) : 0;
        return valid;
    }

    public bool TryBoot(out BootId boot)
    {
        var valid = TryFixed128(out var value);
        boot = new BootId(value);
        return valid;
    }

    public bool TryDigest(out Digest digest)
    {
        var valid = TryFixed128(out var value);
        digest = new Digest(value);
        return valid;
    }

    public bool TryStamp(out Stamp stamp)
    {
        stamp = default;
        return _type == WireType.Bytes && StampCodec.TryRead(_bytes, out stamp);
    }

    public bool TryServer(out ServerId server)
    {
        server = default;
        return _type == WireType.Bytes && _bytes.Length <= NamePath.SegmentLengthMax
            && Ascii.IsValid(_bytes) && ServerId.TryCreate(Encoding.ASCII.GetString(_bytes), out server);
    }

    /// <summary>Text of at most <paramref name="max"/> characters; strict UTF-8.</summary>
    public bool TryText(int min, int max, TextPool pool, out string text)
    {
        text = "";
        if (_type != WireType.Bytes || _bytes.Length > 3 * max || !Utf8.IsValid(_bytes)
            || Encoding.UTF8.GetCharCount(_bytes) is var length && (length < min || length > max))
        {
            return false;
        }

        text = pool.Get(_bytes);
        return true;
    }

    /// <summary>A full path by <see cref="NamePath.Check"/>.</summary>
    public bool TryName(TextPool pool, out string name)
    {
        Span<char> chars = stackalloc char[Math.Min(_bytes.Length, TextPool.NameBytesMax)];
        name = "";
        if (_type != WireType.Bytes || !TextPool.TryWiden(_bytes, chars, out var length) || NamePath.Check(chars[..length]) is not null)
        {
            return false;
        }

        name = pool.GetName(_bytes);
        return true;
    }

    /// <summary>A full path by <see cref="NamePath.CheckTree"/>; whether it is a service's name too.</summary>
    public bool TryTreeName(TextPool pool, out string name, out bool isPlain)
    {
        isPlain = TryName(pool, out name);
        if (isPlain || _type != WireType.Bytes || _bytes.Length > TextPool.TreeNameBytesMax || !Utf8.IsValid(_bytes))
        {
            return isPlain;
        }

        name = Encoding.UTF8.GetString(_bytes);
        return NamePath.CheckTree(name) is null;
    }

    /// <summary>One segment by <see cref="NamePath.CheckSegment"/>.</summary>
    public bool TrySegment(TextPool pool, out string segment)
    {
        Span<char> chars = stackalloc char[Math.Min(_bytes.Length, NamePath.SegmentLengthMax)];
        segment = "";
        if (_type != WireType.Bytes || !TextPool.TryWiden(_bytes, chars, out var length) || NamePath.CheckSegment(chars[..length]) is not null)
        {
            return false;
        }

        segment = pool.Get(_bytes);
        return true;
    }
}
