namespace OrleansNaming.Gateway.Dns;

/// <summary>How a question ended (RFC 1035 4.1.1, RFC 6891 9).</summary>
internal enum DnsCode
{
    /// <summary>The name exists; it may have no data of that type.</summary>
    NoError = 0,

    /// <summary>The question could not be read.</summary>
    FormatError = 1,

    /// <summary>The directory is not complete yet: whoever asks keeps what it has.</summary>
    ServerFailure = 2,

    /// <summary>There is no such name: whoever asks drops what it has.</summary>
    NameError = 3,

    /// <summary>Not a query.</summary>
    NotImplemented = 4,

    /// <summary>Not of our zone, or a transfer.</summary>
    Refused = 5,

    /// <summary>A later version of EDNS than 0.</summary>
    BadVersion = 16,
}
