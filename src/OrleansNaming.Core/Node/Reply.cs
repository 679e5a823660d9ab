using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>Answer a peer's pull.</summary>
/// <param name="Id">The <see cref="CallReceived"/>'s.</param>
/// <param name="Answer">What is answered, for the adapter to shape its status; null when the request is refused unread.</param>
/// <param name="Bytes">The sealed answer.</param>
internal sealed record Reply(long Id, Message? Answer, ReadOnlyMemory<byte> Bytes) : Output;
