namespace OrleansNaming.Replica;

/// <summary>One owner's word on a guest. Ordered: revision, then tombstone before record, then hold, then lowest owner (rule 14).</summary>
internal readonly record struct GuestClaim(ServerId Owner, ulong Revision, bool Buried, ulong Hold, Entry Entry) : IComparable<GuestClaim>
{
    /// <summary>What a line says of a guest, or null when it is no guest's.</summary>
    public static GuestClaim? Of(ServerId owner, Entry? line) => line switch
    {
        Instance { Guest: { } guest } => new GuestClaim(owner, guest.Revision, false, guest.Hold, line),
        Tombstone tombstone => new GuestClaim(owner, tombstone.Revision, true, tombstone.Hold, line),
        _ => null,
    };

    /// <summary>Greater wins.</summary>
    public int CompareTo(GuestClaim other)
    {
        var order = Revision.CompareTo(other.Revision);
        order = order != 0 ? order : Buried.CompareTo(other.Buried);
        order = order != 0 ? order : Hold.CompareTo(other.Hold);
        return order != 0 ? order : other.Owner.CompareTo(Owner);
    }
}
