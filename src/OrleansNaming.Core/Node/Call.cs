using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>Pull from one node, with an answer: <see cref="CallAnswered"/> or <see cref="CallFailed"/> with the same id.</summary>
/// <param name="Id">Unique in this process.</param>
/// <param name="To">Whom to ask.</param>
/// <param name="Request">What is asked, for the adapter to shape its URL.</param>
/// <param name="Bytes">The sealed request.</param>
/// <param name="Timeout">After this it failed.</param>
internal sealed record Call(long Id, PeerAddress To, Message Request, ReadOnlyMemory<byte> Bytes, TimeSpan Timeout) : Output;
