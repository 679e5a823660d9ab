namespace OrleansNaming.PointToPoint.Membership;

/// <summary>A caller that proved to be a member.</summary>
/// <param name="Server">Who it is.</param>
/// <param name="Proof">How it proved that.</param>
/// <param name="ReplyTo">
/// Where call-backs reach that caller alone (row M8): what it stated, if the directory has it as a dedicated endpoint of it, else one that the
/// directory has; null when there is none.
/// </param>
public sealed record Peer(ServerId Server, PeerProof Proof, Endpoint? ReplyTo);
