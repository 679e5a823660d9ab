namespace OrleansNaming.PointToPoint.Frames;

/// <summary>What an ARP message is (RFC 826, <c>ar$op</c>).</summary>
public enum ArpType : ushort
{
    /// <summary>Who has the target's IP address?</summary>
    Request = 1,

    /// <summary>The source has; FIG 6 calls it a response.</summary>
    Response = 2,
}
