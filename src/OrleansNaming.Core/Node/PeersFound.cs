namespace OrleansNaming.Node;

/// <summary>The configured peers, as resolved now; replaces what was said before. Unicast notices go to them besides those that were heard.</summary>
/// <param name="Seeds">Where to say hello; a node's own address among them is ignored.</param>
internal sealed record PeersFound(IReadOnlyList<PeerAddress> Seeds) : Input;
