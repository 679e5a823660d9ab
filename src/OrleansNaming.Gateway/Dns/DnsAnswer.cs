using System.Text;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// What each name of the zone says. Below the zone stand <c>service</c>, <c>node</c>, <c>addr</c>, <c>ns</c>, <c>_tcp</c> and <c>_udp</c>;
/// those are there always, so that the names below them can be (RFC 8020: below a name error there is nothing).
/// </summary>
internal static class DnsAnswer
{
    /// <summary>Writes the records of the answer.</summary>
    /// <returns>How the question ended.</returns>
    public static DnsCode Write(scoped in DnsQuery query, DnsView view, uint turn, scoped ref DnsReply reply)
    {
        var zone = view.Zone;
        var below = query.Name.Count - zone.Labels;
        if (below < 0 || !query.Name.From(below).SequenceEqual(zone.Wire))
        {
            return Reverse(query, view, ref reply);
        }

        var code = query.Type == DnsType.Any && below == 0 ? DnsRecords.Any(ref reply, zone) : Below(query, view, below, turn, ref reply);
        if (code == DnsCode.NameError || (code == DnsCode.NoError && reply.AnswerCount == 0 && !reply.IsTruncated))
        {
            DnsRecords.Start(ref reply, DnsSection.Authority, ZoneAt(query, zone), zone); // how long there is none (RFC 2308)
        }

        return code;
    }

    /// <summary>Where in the message the zone's name stands: the end of the question's.</summary>
    private static int ZoneAt(scoped in DnsQuery query, DnsZone zone) => DnsReader.HeaderBytes + query.Name.StartOf(query.Name.Count - zone.Labels);

    private static DnsCode Below(scoped in DnsQuery query, DnsView view, int below, uint turn, scoped ref DnsReply reply)
    {
        if (below == 0)
        {
            return Apex(query, view, ref reply);
        }

        var branch = query.Name[below - 1];
        return branch.SequenceEqual("service"u8) ? (below == 1 ? DnsCode.NoError : DnsServices.Write(query, view, below - 1, turn, ref reply))
            : branch.SequenceEqual("node"u8) ? (below == 1 ? DnsCode.NoError : Node(query, view, below - 1, ref reply))
            : branch.SequenceEqual("addr"u8) ? Address(query, view, below - 1, ref reply)
            : branch.SequenceEqual("ns"u8) && below == 1 ? DnsRecords.Address(query, view.Self, view.Zone, ref reply)
            : !branch.SequenceEqual("_tcp"u8) && !branch.SequenceEqual("_udp"u8) ? DnsCode.NameError
            : below == 1 ? DnsCode.NoError
            : below == 2 ? DnsServices.Write(query, view, below, turn, ref reply)
            : DnsCode.NameError;
    }

    private static DnsCode Apex(scoped in DnsQuery query, DnsView view, scoped ref DnsReply reply)
    {
        var zoneAt = ZoneAt(query, view.Zone);
        switch (query.Type)
        {
            case DnsType.Soa:
                DnsRecords.Start(ref reply, DnsSection.Answer, zoneAt, view.Zone);
                break;
            case DnsType.Ns:
                DnsRecords.Server(ref reply, zoneAt, view);
                break;
        }

        return DnsCode.NoError;
    }

    /// <summary>A server's name may have dots: then it is several labels.</summary>
    private static DnsCode Node(scoped in DnsQuery query, DnsView view, int labels, scoped ref DnsReply reply)
    {
        if (!view.Replica.IsComplete || view.Nodes is not { } nodes)
        {
            return DnsCode.ServerFailure;
        }

        var server = new StringBuilder();
        for (var i = 0; i < labels; i++)
        {
            server.Append(i > 0 ? "." : "").Append(Encoding.ASCII.GetString(query.Name[i]));
        }

        var address = nodes.Find(server.ToString());
        return address.IsNone ? DnsCode.NameError : DnsRecords.Address(query, address, view.Zone, ref reply);
    }

    /// <summary>A target's name says its address itself, so it resolves as long as anyone remembers it.</summary>
    private static DnsCode Address(scoped in DnsQuery query, DnsView view, int labels, scoped ref DnsReply reply)
    {
        var address = labels == 1 ? HostAddress.OfLabel(query.Name[0]) : default;
        return labels == 0 ? DnsCode.NoError
            : address.IsNone ? DnsCode.NameError
            : DnsRecords.Address(query, address, view.Zone, ref reply);
    }

    /// <summary>Names for addresses, of servers only. That an address has none, who owns its reverse zone must say.</summary>
    private static DnsCode Reverse(scoped in DnsQuery query, DnsView view, scoped ref DnsReply reply)
    {
        var address = query.Type == DnsType.Ptr ? HostAddress.OfReverse(query.Name) : default;
        if (address.IsNone)
        {
            return DnsCode.Refused;
        }

        if (view.Nodes is not { } nodes)
        {
            return DnsCode.ServerFailure;
        }

        foreach (var server in nodes.At(address))
        {
            if (DnsZone.ToWire($"{server}.{DnsZone.Nodes}.{view.Zone.Name}") is { } name)
            {
                reply.IsTruncated |= !reply.TryData(DnsSection.Answer, DnsReader.HeaderBytes, DnsType.Ptr, name, view.Zone.Ttl);
            }
        }

        return reply.AnswerCount > 0 ? DnsCode.NoError : DnsCode.Refused;
    }
}
