namespace OrleansNaming.PointToPoint.Membership;

/// <summary>How a caller proved to be a member of the cluster (row M7).</summary>
public enum PeerProof
{
    /// <summary>A code over the request, made with a key of the cluster.</summary>
    Key,

    /// <summary>A client certificate that the web server verified, with the member's name in it.</summary>
    Certificate,

    /// <summary>Its source address is one that the directory knows. Anyone on the segment can forge that: only where it is switched on.</summary>
    SourceAddress,
}
