namespace OrleansNaming.PointToPoint;

/// <summary>What becomes of a request that comes to a dedicated address from somebody who is no proven member.</summary>
public enum NonPeerPolicy
{
    /// <summary>421 Misdirected Request (RFC 9110 15.5.20): ask the cluster address. The default.</summary>
    Misdirected,

    /// <summary>403 Forbidden.</summary>
    Forbid,

    /// <summary>It is served as what it is: its Host is not replaced, and it has no peer.</summary>
    Serve,
}
