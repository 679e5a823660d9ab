using System.Buffers.Binary;

namespace OrleansNaming.Gateway.Dns;

/// <summary>The records that are the zone's own.</summary>
internal static class DnsRecords
{
    /// <summary>Nothing is transferred, so nobody compares it.</summary>
    private const uint Serial = 1;

    /// <summary>Seconds for secondaries, of which there are none.</summary>
    private const uint Refresh = 3_600;

    /// <summary>SOA: whom to ask, and how long "there is none" may be kept.</summary>
    public static void Start(ref DnsReply reply, DnsSection section, int zoneAt, DnsZone zone)
    {
        Span<byte> data = stackalloc byte[64];
        var length = Prefixed("ns"u8, zoneAt, data);
        length += Prefixed("hostmaster"u8, zoneAt, data[length..]);
        foreach (var number in (ReadOnlySpan<uint>)[Serial, Refresh, Refresh, Refresh, zone.Ttl])
        {
            BinaryPrimitives.WriteUInt32BigEndian(data[length..], number);
            length += sizeof(uint);
        }

        reply.TryData(section, zoneAt, DnsType.Soa, data[..length], zone.Ttl);
    }

    /// <summary>NS: this server, with its address.</summary>
    public static void Server(ref DnsReply reply, int zoneAt, DnsView view)
    {
        Span<byte> data = stackalloc byte[8];
        var length = Prefixed("ns"u8, zoneAt, data);
        if (reply.TryData(DnsSection.Answer, zoneAt, DnsType.Ns, data[..length], view.Zone.Ttl) && !view.Self.IsNone)
        {
            reply.TryAddress(DnsSection.Additional, reply.At - length, view.Self, view.Zone.Ttl);
        }
    }

    /// <summary>The one address of a name, if it is of the type that is asked for.</summary>
    public static DnsCode Address(scoped in DnsQuery query, HostAddress address, DnsZone zone, ref DnsReply reply)
    {
        if (query.Type == DnsType.Any)
        {
            return Any(ref reply, zone);
        }

        if (!address.IsNone && query.Type == address.Type)
        {
            reply.IsTruncated |= !reply.TryAddress(DnsSection.Answer, DnsReader.HeaderBytes, address, zone.Ttl);
        }

        return DnsCode.NoError;
    }

    /// <summary>A question for everything is answered with one short record, as an amplifier would like it least (RFC 8482 4.2).</summary>
    public static DnsCode Any(ref DnsReply reply, DnsZone zone)
    {
        reply.TryData(DnsSection.Answer, DnsReader.HeaderBytes, DnsType.Hinfo, "\x07RFC8482\0"u8, zone.Ttl);
        return DnsCode.NoError;
    }

    private static int Prefixed(ReadOnlySpan<byte> label, int zoneAt, Span<byte> data)
    {
        data[0] = (byte)label.Length;
        label.CopyTo(data[1..]);
        BinaryPrimitives.WriteUInt16BigEndian(data[(1 + label.Length)..], DnsReply.PointerTo(zoneAt));
        return label.Length + 3;
    }
}
