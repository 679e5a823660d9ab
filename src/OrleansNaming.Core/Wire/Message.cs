namespace OrleansNaming.Wire;

/// <summary>What one sealed envelope carries, as a datagram or as the body of a pull. The byte layout stands in docs/protocol.md.</summary>
internal abstract record Message;
