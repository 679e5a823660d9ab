using System.Buffers.Binary;

namespace OrleansNaming.Gateway.Dns;

/// <summary>One question as it came, read whole before it is answered.</summary>
internal ref struct DnsQuery
{
    /// <summary>What a reply over UDP may have without EDNS (RFC 1035 4.2.1), and what a smaller offer is raised to (RFC 6891 6.2.3).</summary>
    public const int PlainBytes = 512;

    /// <summary>The class of the Internet; any other is refused.</summary>
    private const ushort Internet = 1;

    /// <summary>Records behind the question that are read: EDNS is one, a signature would be another.</summary>
    private const int RecordsMax = 16;

    private DnsQuery(ReadOnlySpan<byte> bytes, DnsName name)
    {
        Bytes = bytes;
        Name = name;
        SizeMax = PlainBytes;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What is asked for.</summary>
    public DnsName Name { get; }

    public DnsType Type { get; private set; }

    public bool IsInternet { get; private set; }

    /// <summary>Where the question ends in <see cref="Bytes"/>; it is repeated in the reply as it came, letter case included.</summary>
    public int QuestionEnd { get; private set; }

    public bool HasEdns { get; private set; }

    public byte EdnsVersion { get; private set; }

    /// <summary>DNSSEC OK: repeated in the reply (RFC 3225 3), which has no signatures.</summary>
    public bool IsDnssecOk { get; private set; }

    /// <summary>The largest datagram that the asker takes.</summary>
    public int SizeMax { get; private set; }

    /// <summary>Whether this is a question at all, not a reply: a reply is never answered, or two servers would talk for ever.</summary>
    public static bool IsQuestion(ReadOnlySpan<byte> bytes) => bytes.Length >= DnsReader.HeaderBytes && (bytes[2] & 0x80) == 0;

    /// <summary>The kind of request (RFC 1035 4.1.1): 0 is a query.</summary>
    public static int OpcodeOf(ReadOnlySpan<byte> bytes) => (bytes[2] >> 3) & 0xF;

    /// <summary>Reads a message that <see cref="IsQuestion"/>.</summary>
    /// <param name="bytes">The whole message.</param>
    /// <param name="name">Room for the name.</param>
    /// <param name="query">What it asks.</param>
    /// <returns>False when it can't be read: format error.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, DnsName name, out DnsQuery query)
    {
        query = new DnsQuery(bytes, name);
        var reader = new DnsReader(bytes, DnsReader.HeaderBytes);
        // One question (RFC 9619), no answers; what an IXFR carries as authority is read past.
        if (Count(bytes, 4) != 1 || Count(bytes, 6) != 0 || !reader.TryReadName(name) || !reader.TryReadNumber(out ushort type) || !reader.TryReadNumber(out ushort inClass))
        {
            return false;
        }

        (query.Type, query.IsInternet, query.QuestionEnd) = ((DnsType)type, inClass == Internet, reader.At);
        return query.TryReadRest(Count(bytes, 8), Count(bytes, 10));
    }

    private static int Count(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private bool TryReadRest(int authorities, int additionals)
    {
        if (authorities + additionals > RecordsMax)
        {
            return false;
        }

        Span<byte> memory = stackalloc byte[DnsName.MemoryBytes];
        var reader = new DnsReader(Bytes, QuestionEnd);
        for (var i = 0; i < authorities + additionals; i++)
        {
            var owner = new DnsName(memory);
            if (!reader.TryReadName(owner) || !TryReadRecord(ref reader, owner.Count == 0 && i >= authorities))
            {
                return false;
            }
        }

        return true; // octets behind the last record are nobody's; others accept them too
    }

    private bool TryReadRecord(ref DnsReader reader, bool mayBeEdns)
    {
        if (!reader.TryReadNumber(out ushort type) || !reader.TryReadNumber(out ushort size) || !reader.TryReadNumber(out uint flags)
            || !reader.TryReadNumber(out ushort length) || !reader.TryReadBytes(length, out _))
        {
            return false;
        }

        if ((DnsType)type != DnsType.Opt)
        {
            return true;
        }

        if (HasEdns || !mayBeEdns)
        {
            return false; // one, of the root, in the last section (RFC 6891 6.1.1)
        }

        (HasEdns, SizeMax) = (true, Math.Max((int)size, PlainBytes));
        (EdnsVersion, IsDnssecOk) = ((byte)(flags >> 16), (flags & 0x8000) != 0);
        return true;
    }
}
