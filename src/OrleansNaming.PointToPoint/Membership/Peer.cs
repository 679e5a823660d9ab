namespace OrleansNaming.PointToPoint.Membership;

/// <summary>A caller that proved to be a member.</summary>
/// <param name="Server">Who it is.</param>
/// <param name="Proof">How it proved that.</param>
/// <param name="ReplyTo">
/// Where call-backs reach that caller alone (row M8): what it stated, if the directory has it as a dedicated endpoint of it, else one that the
/// directory has; null when there is none.
/// </param>
public sealed record Peer(ServerId Server, PeerProof Proof, Endpoint? ReplyTo)
{
    /// <summary>
    /// Whether the body is the one that the caller sent, too: by the code, or because the connection with the caller's certificate carried it. False for one
    /// above 1 MiB or of unknown length over plain HTTP, for a caller that does not sign bodies, and for a source address.
    /// </summary>
    public bool IsBodyProven { get; init; }
}
