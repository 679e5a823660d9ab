namespace OrleansNaming.Wire.Codecs;

/// <summary>The fields of an entry while they are read; <see cref="Build"/> judges them together.</summary>
internal ref struct EntryParts
{
    public int Kind;
    public string Name;
    public string InstanceId;
    public Endpoint[] Endpoints;
    public InstanceDetails? Details;
    public GuestRecord? Guest;
    public ulong Buried;

    /// <summary>The entry, or null when a part is missing: every line has a name, and all but a context an instance id.</summary>
    public readonly Entry? Build() => (EntryKind)Kind switch
    {
        _ when Name is null => null,
        EntryKind.Context => InstanceId is null ? new Context(Name) : null,
        _ when InstanceId is null => null,
        EntryKind.Instance => new Instance(Name, InstanceId, Endpoints, Details, Guest),
        _ => Guest is null ? null : new Tombstone(Name, InstanceId, Guest.Revision, Guest.Hold, unchecked((long)Buried)),
    };
}
