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
    public BindingTerms? Terms;
    public bool IsPlain;

    /// <summary>
    /// The entry, or null when a part is missing: every line has a name, and all but a context an instance id. Services and contexts of servers
    /// have plain names; a reference, and the tombstone of one, any of the tree.
    /// </summary>
    public readonly Entry? Build() => (EntryKind)Kind switch
    {
        _ when Name is null => null,
        EntryKind.Context => InstanceId is null && IsPlain ? new Context(Name) : null,
        _ when InstanceId is null => null,
        EntryKind.Instance => Terms?.Reference is null && IsPlain ? Line() : null,
        EntryKind.Reference => Terms?.Reference is not null && Guest is not null ? Line() : null,
        _ => Guest is null ? null : new Tombstone(Name, InstanceId, Guest.Revision, Guest.Hold, unchecked((long)Buried)),
    };

    private readonly Instance Line() => new(Name, InstanceId, Endpoints, Details, Guest, Terms);
}
