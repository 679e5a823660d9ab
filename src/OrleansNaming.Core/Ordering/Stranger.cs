using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>One process that owes an echo.</summary>
internal sealed class Stranger(ulong nonce)
{
    public ulong Nonce { get; } = nonce;

    public TimeSpan AskedAt { get; set; }

    public PeerAddress Address { get; set; }

    /// <summary>Its newest envelope, judged as soon as the echo comes.</summary>
    public Envelope? Waiting { get; set; }
}
