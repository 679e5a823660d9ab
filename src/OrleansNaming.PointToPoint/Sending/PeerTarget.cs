namespace OrleansNaming.PointToPoint.Sending;

/// <summary>Which peer a request is for.</summary>
/// <param name="Server">The server, or the instance id of a guest; null for whichever is next.</param>
/// <param name="At">The dedicated endpoint, where more than one is known; null for the directory's.</param>
internal sealed record PeerTarget(string? Server, Endpoint? At);
