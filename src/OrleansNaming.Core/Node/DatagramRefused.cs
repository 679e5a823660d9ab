namespace OrleansNaming.Node;

/// <summary>The host of a unicast datagram answered that nobody listens there (ICMP port unreachable). Optional: a host may never send it.</summary>
internal sealed record DatagramRefused(PeerAddress Target) : Input;
