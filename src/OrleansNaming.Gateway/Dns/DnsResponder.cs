namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// From a message to its reply: a function of (directory, message, turn), without a clock or a socket.
/// <para>
/// Authoritative for one zone and nothing else: no recursion, no transfers, no updates. Any bytes are answered or passed over; none throws.
/// What a client concludes from each code is why each is given (docs/clients.md): after a name error it drops what it has, after a server
/// failure it keeps it.
/// </para>
/// </summary>
internal static class DnsResponder
{
    /// <summary>Octets of a reply that repeats no question.</summary>
    private const int HeaderBytes = DnsReader.HeaderBytes;

    /// <summary>Answers a message.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="view">What is known.</param>
    /// <param name="isStream">Whether it came over TCP: then the reply may be as long as <paramref name="reply"/>.</param>
    /// <param name="turn">Counts the questions: addresses begin at another one each time.</param>
    /// <param name="reply">Room for the reply: at least <see cref="DnsReply.DatagramBytes"/>.</param>
    /// <param name="code">How it ended.</param>
    /// <returns>Octets of the reply; 0 to say nothing.</returns>
    public static int Answer(ReadOnlySpan<byte> message, DnsView view, bool isStream, uint turn, Span<byte> reply, out DnsCode code)
    {
        code = DnsCode.FormatError;
        if (!DnsQuery.IsQuestion(message))
        {
            return 0;
        }

        if (DnsQuery.OpcodeOf(message) != 0)
        {
            return Bare(message, code = DnsCode.NotImplemented, reply);
        }

        Span<byte> memory = stackalloc byte[DnsName.MemoryBytes];
        return DnsQuery.TryRead(message, new DnsName(memory), out var query)
            ? Answer(query, view, turn, reply[..(isStream ? reply.Length : Math.Min(query.SizeMax, DnsReply.DatagramBytes))], out code)
            : Bare(message, code, reply);
    }

    /// <summary>The shortest reply to a message: come back over TCP. For who asks more than its share, or says so in another's name.</summary>
    public static int Truncated(ReadOnlySpan<byte> message, Span<byte> reply)
    {
        Span<byte> memory = stackalloc byte[DnsName.MemoryBytes];
        if (!DnsQuery.IsQuestion(message) || DnsQuery.OpcodeOf(message) != 0 || !DnsQuery.TryRead(message, new DnsName(memory), out var query))
        {
            return 0;
        }

        return new DnsReply(query, reply) { IsTruncated = true }.End(query, DnsCode.NoError, isAuthoritative: false);
    }

    private static int Answer(scoped in DnsQuery query, DnsView view, uint turn, Span<byte> room, out DnsCode code)
    {
        var reply = new DnsReply(query, room);
        code = query.EdnsVersion > 0 ? DnsCode.BadVersion
            : !query.IsInternet || query.Type is DnsType.Axfr or DnsType.Ixfr ? DnsCode.Refused
            : DnsAnswer.Write(query, view, turn, ref reply);
        return reply.End(query, code, isAuthoritative: code is DnsCode.NoError or DnsCode.NameError);
    }

    private static int Bare(ReadOnlySpan<byte> message, DnsCode code, Span<byte> reply)
    {
        message[..HeaderBytes].CopyTo(reply);
        reply[4..HeaderBytes].Clear();
        (reply[2], reply[3]) = ((byte)(0x80 | (message[2] & 0x79)), (byte)code);
        return HeaderBytes;
    }
}
