namespace OrleansNaming.Node;

/// <summary>Send a datagram to every node: by multicast, or one unicast to each known peer where multicast is blocked.</summary>
internal sealed record Multicast(ReadOnlyMemory<byte> Bytes) : Output;
