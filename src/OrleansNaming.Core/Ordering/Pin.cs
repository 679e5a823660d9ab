using OrleansNaming.Wire;

namespace OrleansNaming.Ordering;

/// <summary>
/// A process that echoed a nonce of ours (rule 15): only its sequences renew a lease. A peer's word about an address is no pin.
/// </summary>
internal sealed class Pin(BootId boot, PeerAddress address)
{
    public BootId Boot { get; } = boot;

    public PeerAddress Address { get; set; } = address;

    /// <summary>The epoch that this process announced; its incarnation is 0 until it announced one.</summary>
    public Epoch Epoch { get; set; }

    public ReplayWindow Window { get; } = new();
}
