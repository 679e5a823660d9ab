using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>A nonce under way to a boot that is not pinned; its newest notice waits here, so that the echo's arrival applies it at once.</summary>
internal sealed record Echo(BootId Boot, ulong Nonce, PeerAddress Address, TimeSpan SentAt)
{
    /// <summary>At most one: a newer notice replaces it.</summary>
    public Envelope? Waiting { get; init; }
}
