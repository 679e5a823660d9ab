using System.Buffers.Binary;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// A cursor over a message (RFC 1035 4.1). It never throws, never allocates and never loops: every length is compared with what remains, and
/// a compression pointer must lead to before everything that its name was read from, at most <see cref="JumpsMax"/> times.
/// </summary>
internal ref struct DnsReader(ReadOnlySpan<byte> message, int at = 0)
{
    /// <summary>Octets of a header (RFC 1035 4.1.1).</summary>
    public const int HeaderBytes = 12;

    /// <summary>Pointers in one name. Encoders need one; a chain of them only costs time.</summary>
    public const int JumpsMax = 16;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Where the next octet stands.</summary>
    public int At { get; private set; } = at;

    public bool TryReadNumber(out ushort value)
    {
        var read = BinaryPrimitives.TryReadUInt16BigEndian(_message[At..], out value);
        At += read ? sizeof(ushort) : 0;
        return read;
    }

    public bool TryReadNumber(out uint value)
    {
        var read = BinaryPrimitives.TryReadUInt32BigEndian(_message[At..], out value);
        At += read ? sizeof(uint) : 0;
        return read;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        if (count > _message.Length - At)
        {
            bytes = default;
            return false;
        }

        bytes = _message.Slice(At, count);
        At += count;
        return true;
    }

    /// <summary>Reads a name, with its pointers followed (RFC 1035 4.1.4).</summary>
    /// <returns>False when it is damaged; the cursor then stands anywhere within the message.</returns>
    public bool TryReadName(scoped DnsName name)
    {
        var (at, floor, jumps) = (At, At, 0);
        while (at < _message.Length)
        {
            var length = _message[at++];
            switch (length >> 6)
            {
                case 0 when length == 0:
                    At = jumps == 0 ? at : At;
                    name.End();
                    return true;
                case 0:
                    if (length > _message.Length - at || !name.TryAdd(_message.Slice(at, length)))
                    {
                        return false;
                    }

                    at += length;
                    break;
                case 3 when at < _message.Length:
                    var target = ((length & 0x3F) << 8) | _message[at++];
                    if (target >= floor || target < HeaderBytes || jumps == JumpsMax)
                    {
                        return false;
                    }

                    At = jumps++ == 0 ? at : At;
                    at = floor = target;
                    break;
                default:
                    return false; // 01 and 10 are no lengths (RFC 6891 5)
            }
        }

        return false;
    }
}
