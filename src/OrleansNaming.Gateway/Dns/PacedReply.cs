namespace OrleansNaming.Gateway.Dns;

/// <summary>How much of a reply an address still gets.</summary>
internal enum PacedReply
{
    /// <summary>All of it.</summary>
    Whole = 0,

    /// <summary>That it should ask over TCP.</summary>
    Truncated,

    /// <summary>Nothing.</summary>
    None,
}
