using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>
/// A process that echoed a nonce of ours: only its sequences renew a lease, and only to it go fetches that it asked for itself
/// (rule 15). A peer's word about an address is no pin.
/// </summary>
internal sealed class Pin(BootId boot, PeerAddress address)
{
    public BootId Boot { get; } = boot;

    public PeerAddress Address { get; set; } = address;

    public ReplayWindow Window { get; } = new();
}
