using System.Net;

namespace OrleansNaming.Node;

/// <summary>A datagram came in, from anyone.</summary>
/// <param name="Bytes">The bytes; read only until the step returns.</param>
/// <param name="Source">Where the network says that it came from.</param>
internal sealed record DatagramReceived(ReadOnlyMemory<byte> Bytes, IPAddress Source) : Input;
