using System.Buffers.Binary;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// Writes a reply into memory of its caller. A record is written whole or not at all: what has no room leaves no octet, and the room of the
/// EDNS record is kept free from the beginning.
/// </summary>
internal ref struct DnsReply
{
    /// <summary>The largest datagram that is sent: no network of today cuts it (DNS flag day 2020).</summary>
    public const int DatagramBytes = 1_232;

    /// <summary>Octets of an EDNS record with one short option.</summary>
    private const int EdnsBytes = 11 + 6;

    /// <summary>The last octet that a pointer reaches.</summary>
    public const int PointerMax = 0x3FFF;

    private const ushort Internet = 1;
    private const ushort PointerBits = 0xC000;

    private readonly Span<byte> _bytes;
    private readonly int _room;
    private int _at;
    private Counts _counts;

    /// <param name="query">What is answered.</param>
    /// <param name="bytes">As long as the reply may be, and at least <see cref="DnsQuery.PlainBytes"/>.</param>
    public DnsReply(scoped in DnsQuery query, Span<byte> bytes)
    {
        _bytes = bytes;
        _room = bytes.Length - (query.HasEdns ? EdnsBytes : 0);
        _at = query.QuestionEnd;
        query.Bytes[.._at].CopyTo(bytes);
    }

    [System.Runtime.CompilerServices.InlineArray(3)]
    private struct Counts
    {
        private ushort _first;
    }

    /// <summary>Where the next record begins.</summary>
    public readonly int At => _at;

    /// <summary>Octets of an SRV record before its target, its owner a pointer.</summary>
    public const int BeforeTarget = 18;

    /// <summary>Whether answers were left out for want of room.</summary>
    public bool IsTruncated { get; set; }

    public readonly int AnswerCount => _counts[(int)DnsSection.Answer];

    /// <summary>A pointer to octets of this message that are a name or its end (RFC 1035 4.1.4).</summary>
    public static ushort PointerTo(int at) => (ushort)(PointerBits | at);

    /// <summary>An A or AAAA record.</summary>
    public bool TryAddress(DnsSection section, int nameAt, HostAddress address, uint ttl)
    {
        if (!TryOpen(section, nameAt, address.Type, ttl, address.Size))
        {
            return false;
        }

        address.Write(_bytes[_at..]);
        _at += address.Size;
        return true;
    }

    /// <summary>An SRV record. Its target is not compressed (RFC 2782).</summary>
    public bool TryService(int nameAt, DnsTarget target, uint ttl)
    {
        if (!TryOpen(DnsSection.Answer, nameAt, DnsType.Srv, ttl, 6 + target.Name.Length))
        {
            return false;
        }

        Number(0); // one priority: all are tried by weight
        Number(target.Weight);
        Number(target.Port);
        Octets(target.Name);
        return true;
    }

    /// <summary>A record whose data is octets: TXT, HINFO, NS, PTR or SOA.</summary>
    public bool TryData(DnsSection section, int nameAt, DnsType type, scoped ReadOnlySpan<byte> data, uint ttl)
    {
        if (!TryOpen(section, nameAt, type, ttl, data.Length))
        {
            return false;
        }

        Octets(data);
        return true;
    }

    /// <summary>The record of what this server takes, with why it could not answer (RFC 6891, RFC 8914).</summary>
    private void Edns(scoped in DnsQuery query, DnsCode code)
    {
        // RFC 8914 4.15 "not ready", 4.21 "not authoritative".
        ushort? why = code switch { DnsCode.ServerFailure => 14, DnsCode.Refused => 20, _ => null };
        _bytes[_at++] = 0;
        Number((ushort)DnsType.Opt);
        Number(DatagramBytes);
        Number((ushort)((int)code >> 4 << 8)); // the upper bits of the code; version 0
        Number((ushort)(query.IsDnssecOk ? 0x8000 : 0));
        Number((ushort)(why is null ? 0 : 6));
        if (why is { } info)
        {
            Number(15);
            Number(2);
            Number(info);
        }

        _counts[(int)DnsSection.Additional]++;
    }

    /// <summary>Writes the header, when all records are there.</summary>
    /// <returns>The reply's length.</returns>
    public int End(scoped in DnsQuery query, DnsCode code, bool isAuthoritative)
    {
        if (query.HasEdns)
        {
            Edns(query, code);
        }

        _bytes[2] = (byte)(0x80 | (query.Bytes[2] & 0x79) | (isAuthoritative ? 4 : 0) | (IsTruncated ? 2 : 0)); // the kind and RD as asked
        _bytes[3] = (byte)((int)code & 0xF); // no recursion
        for (var section = 0; section < 3; section++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_bytes[(6 + (2 * section))..], _counts[section]);
        }

        return _at;
    }

    private bool TryOpen(DnsSection section, int nameAt, DnsType type, uint ttl, int length)
    {
        if (_at + 12 + length > _room)
        {
            return false;
        }

        Number(PointerTo(nameAt));
        Number((ushort)type);
        Number(Internet);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes[_at..], ttl);
        _at += sizeof(uint);
        Number((ushort)length);
        _counts[(int)section]++;
        return true;
    }

    private void Number(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes[_at..], value);
        _at += sizeof(ushort);
    }

    private void Octets(scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_bytes[_at..]);
        _at += octets.Length;
    }
}
