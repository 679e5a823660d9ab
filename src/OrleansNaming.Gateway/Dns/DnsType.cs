namespace OrleansNaming.Gateway.Dns;

/// <summary>The record types that are written or told apart (IANA's registry, RFC 6895). Any other number is a type too, with no data.</summary>
internal enum DnsType : ushort
{
    /// <summary>An IPv4 address (RFC 1035 3.4.1).</summary>
    A = 1,

    /// <summary>An authoritative server (RFC 1035 3.3.11).</summary>
    Ns = 2,

    /// <summary>The start of a zone (RFC 1035 3.3.13).</summary>
    Soa = 6,

    /// <summary>A name for an address (RFC 1035 3.3.12).</summary>
    Ptr = 12,

    /// <summary>What a question for everything is answered with (RFC 8482 4.2).</summary>
    Hinfo = 13,

    /// <summary>Texts (RFC 1035 3.3.14).</summary>
    Txt = 16,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Host and port of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Not data: what the asker can take (RFC 6891).</summary>
    Opt = 41,

    /// <summary>A zone transfer of changes: refused.</summary>
    Ixfr = 251,

    /// <summary>A zone transfer: refused.</summary>
    Axfr = 252,

    /// <summary>A question for everything.</summary>
    Any = 255,
}
