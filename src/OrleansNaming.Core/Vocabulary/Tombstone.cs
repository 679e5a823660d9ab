namespace OrleansNaming;

/// <summary>
/// Says that a guest was deregistered, so that an older record of it elsewhere does not bring it back (invariant S4).
/// Kept for 24 hours.
/// </summary>
internal sealed class Tombstone : Entry
{
    public Tombstone(string name, string instanceId, ulong revision, ulong hold, long buriedUnixMilliseconds)
        : base(name, instanceId)
    {
        Revision = revision;
        Hold = hold;
        BuriedUnixMilliseconds = buriedUnixMilliseconds;
    }

    public ulong Revision { get; }

    public ulong Hold { get; }

    /// <summary>When it was made, on its first holder's wall clock; only ages it out.</summary>
    public long BuriedUnixMilliseconds { get; }
}
