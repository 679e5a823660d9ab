using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>A call under way.</summary>
/// <param name="To">Whom.</param>
/// <param name="Sequence">The request's sequence: only an answer in reply to it counts, which makes it a nonce's echo (rule 15).</param>
/// <param name="Request">What was asked.</param>
internal sealed record PendingCall(PeerAddress To, ulong Sequence, Message Request);
