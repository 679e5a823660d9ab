using System.Buffers.Binary;
using System.Text;

namespace OrleansNaming.Wire;

/// <summary>
/// Writes fields into a buffer that grows: first the caller's (from the stack), then arrays. Values that are their field's default are left
/// out, and every varint has its shortest form, so equal messages are equal bytes.
/// </summary>
internal ref struct WireWriter(Span<byte> initial)
{
    private Span<byte> _buffer = initial;

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>A varint; left out when 0.</summary>
    public void U64(int number, ulong value)
    {
        if (value != 0)
        {
            Always(number, value);
        }
    }

    /// <summary>A varint, also when 0: for a field whose default is another value.</summary>
    public void Always(int number, ulong value)
    {
        Tag(number, WireType.Varint);
        Varint(value);
    }

    public void Bool(int number, bool value) => U64(number, value ? 1UL : 0);

    /// <summary>A span of time in units of 100 ns.</summary>
    /// <exception cref="OverflowException">It is negative: nobody measures such a one.</exception>
    public void Time(int number, TimeSpan value) => U64(number, checked((ulong)value.Ticks));

    /// <summary>8 bytes, for random numbers, which a varint would make longer; left out when 0.</summary>
    public void Fixed64(int number, ulong value)
    {
        if (value != 0)
        {
            Tag(number, WireType.Fixed64);
            BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);
        }
    }

    /// <summary>16 bytes; left out when 0.</summary>
    public void U128(int number, UInt128 value)
    {
        if (value != 0)
        {
            Tag(number, WireType.Fixed128);
            BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);
        }
    }

    /// <summary>Text as UTF-8, also when empty. A lone surrogate becomes U+FFFD: it has no UTF-8.</summary>
    public void Text(int number, string text)
    {
        Tag(number, WireType.Bytes);
        var length = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    public void Bytes(int number, scoped ReadOnlySpan<byte> bytes)
    {
        Tag(number, WireType.Bytes);
        Varint((ulong)bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Opens a nested message; <see cref="End"/> closes it.</summary>
    public int Begin(int number)
    {
        Tag(number, WireType.Bytes);
        Take(1);
        return Length;
    }

    /// <summary>Closes a nested message: one byte was kept for its length; a longer length moves the message along.</summary>
    public void End(int start)
    {
        var length = Length - start;
        var extra = VarintLength((ulong)length) - 1;
        if (extra > 0)
        {
            Take(extra);
            _buffer.Slice(start, length).CopyTo(_buffer[(start + extra)..]);
        }

        WriteVarint(_buffer[(start - 1)..], (ulong)length);
    }

    /// <summary>The next bytes, to be filled by the caller before anything else is written.</summary>
    public Span<byte> Take(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Grow(count);
        }

        Length += count;
        return _buffer.Slice(Length - count, count);
    }

    private void Tag(int number, WireType type) => Varint(((ulong)number << 2) | (ulong)type);

    private void Varint(ulong value) => WriteVarint(Take(VarintLength(value)), value);

    private void Grow(int count)
    {
        var larger = new byte[Math.Max(checked(_buffer.Length * 2), checked(Length + count))];
        Written.CopyTo(larger);
        _buffer = larger;
    }

    public static int VarintLength(ulong value) => ((63 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    private static void WriteVarint(Span<byte> target, ulong value)
    {
        var index = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[index++] = (byte)(value | 0x80);
        }

        target[index] = (byte)value;
    }
}
