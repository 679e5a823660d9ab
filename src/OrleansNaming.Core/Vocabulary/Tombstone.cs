namespace OrleansNaming;

/// <summary>
/// Says that a guest was deregistered, so that an older record of it elsewhere does not bring it back (invariant S4).
/// Kept for 24 hours.
/// </summary>
internal sealed class Tombstone : Entry
{
    public Tombstone(string name, string instanceId, ulong revision, ulong hold, long buriedUnixMilliseconds)
        : base(name)
    {
        InstanceId = instanceId;
        Revision = revision;
        Hold = hold;
        BuriedUnixMilliseconds = buriedUnixMilliseconds;
    }

    /// <inheritdoc/>
    public override string InstanceId { get; }

    public ulong Revision { get; }

    public ulong Hold { get; }

    /// <summary>When it was made, on its first holder's wall clock; only ages it out.</summary>
    public long BuriedUnixMilliseconds { get; }

    internal override bool ContentEquals(Entry? other) =>
        other is Tombstone tombstone && tombstone.Name == Name && tombstone.InstanceId == InstanceId
        && tombstone.Revision == Revision && tombstone.Hold == Hold && tombstone.BuriedUnixMilliseconds == BuriedUnixMilliseconds;
}
