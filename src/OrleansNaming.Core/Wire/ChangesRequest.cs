namespace OrleansNaming.Wire;

/// <summary>"What of that owner did I miss since this stamp?" (row B4): <c>GET /v1/servers/{id}/changes</c>.</summary>
/// <param name="Server">The owner; the receiver itself, or a third when a peer is asked (rule 7).</param>
/// <param name="Since">What the asker holds; none for nothing.</param>
/// <param name="SinceDigest">The digest of what the asker holds.</param>
/// <param name="Mode">What form of answer is wanted (row B9).</param>
internal sealed record ChangesRequest(ServerId Server, Stamp Since, Digest SinceDigest, PullMode Mode) : Message;
