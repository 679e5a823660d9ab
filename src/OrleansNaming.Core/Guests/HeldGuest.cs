namespace OrleansNaming.Guests;

/// <summary>A guest that this server holds: when its lease ends.</summary>
internal sealed class HeldGuest(EntryKey key, TimeSpan lease, TimeSpan endsAt)
{
    public EntryKey Key { get; } = key;

    /// <summary>Zero: no heartbeats are expected.</summary>
    public TimeSpan Lease { get; set; } = lease;

    public TimeSpan EndsAt { get; set; } = endsAt;

    /// <summary>Whether the end was asked for already.</summary>
    public bool IsEnding { get; set; }
}
