namespace OrleansNaming.Node;

/// <summary>Send a datagram to one node's probe port.</summary>
internal sealed record Unicast(PeerAddress To, ReadOnlyMemory<byte> Bytes) : Output;
