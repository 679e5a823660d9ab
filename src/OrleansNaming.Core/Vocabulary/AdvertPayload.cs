namespace OrleansNaming;

/// <summary>What a change's notice carries (row B12).</summary>
public enum AdvertPayload
{
    /// <summary>The change itself when it fits into one datagram; the default.</summary>
    Delta = 0,

    /// <summary>The stamp alone: every receiver fetches.</summary>
    VersionOnly,

    /// <summary>The whole list, in as many datagrams as it takes: nobody fetches unless one is lost.</summary>
    Full,
}
