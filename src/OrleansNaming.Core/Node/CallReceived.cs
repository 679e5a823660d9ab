using System.Net;

namespace OrleansNaming.Node;

/// <summary>A peer's pull came in; answered by one <see cref="Reply"/> with the same id, in this step or a later one.</summary>
internal sealed record CallReceived(long Id, ReadOnlyMemory<byte> Bytes, IPAddress Source) : Input;
