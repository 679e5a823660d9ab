namespace OrleansNaming.Replica;

/// <summary>One owner's word on a guest. Ordered: revision, then tombstone before record, then hold, then lowest owner (rule 14).</summary>
internal readonly record struct GuestClaim(ServerId Owner, ulong Revision, bool Buried, ulong Hold, Entry Entry) : IComparable<GuestClaim>
{
    /// <summary>
    /// Whether a later write of the guest's client was known here while this word stood: it never counts again, also when the list with
    /// the later one drops it first (S4). A new word of the same owner starts afresh, and so does one that a living holder still stands
    /// by some time after the later one went: <see cref="GuestIndex.Reconsider"/>.
    /// </summary>
    public bool IsPast { get; init; }

    /// <summary>The tombstone that made it past, when it was one: it is worth keeping when the list that had it is lost (seed 1087).</summary>
    public Tombstone? BuriedBy { get; init; }

    /// <summary>Whether it was found past, and alone, once already.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>What a line says of a guest, or null when it is no guest's.</summary>
    public static GuestClaim? Of(ServerId owner, Entry? line) => line switch
    {
        Instance { Guest: { } guest } => new GuestClaim(owner, guest.Revision, false, guest.Hold, line),
        Tombstone tombstone => new GuestClaim(owner, tombstone.Revision, true, tombstone.Hold, line),
        _ => null,
    };

    /// <summary>Whether it is of an earlier write of the client than the other, or a record of what the other buried.</summary>
    public bool IsOlderThan(GuestClaim other) =>
        Revision < other.Revision || (Revision == other.Revision && !Buried && other.Buried);

    /// <summary>Whether it says the same as the other: not the line alone, the guest's place in it.</summary>
    public bool Repeats(GuestClaim other) =>
        (Owner, Revision, Buried, Hold) == (other.Owner, other.Revision, other.Buried, other.Hold);

    /// <summary>Greater wins.</summary>
    public int CompareTo(GuestClaim other)
    {
        var order = Revision.CompareTo(other.Revision);
        order = order != 0 ? order : Buried.CompareTo(other.Buried);
        order = order != 0 ? order : Hold.CompareTo(other.Hold);
        return order != 0 ? order : other.Owner.CompareTo(Owner);
    }
}
