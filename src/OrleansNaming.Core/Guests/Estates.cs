using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Guests;

/// <summary>Decides who takes over the guests of servers that are gone and left their lists in a store that all reach.</summary>
/// <remarks>
/// Theory. While one node lives that heard a server, the guests of that server are dealt with by rule 14: heartbeats, rendezvous, 30 s of grace. When
/// the whole cluster restarts under other names nobody has heard the old servers, and nobody asks for their lists: then the heir that rendezvous hashing
/// names adopts what stands there, and keeps each revision. All unclaimed lists are read before anything is adopted, because one of them may hold the
/// later word on a guest of another: its write, or its tombstone (S4). Tombstones are inherited too: a third list may come back with its owner.
/// A list leaves the index only when its guests are durable elsewhere. Two heirs, from two views of who lives, make two claims of one revision; the hold
/// decides between them. What a list says of its own services ended with its process.
/// An heir reads and takes over only lists of servers that it may hear of (row E36): what stands in the others is as unknown to it as it was while they lived.
/// </remarks>
internal static class Estates
{
    /// <summary>How long after its end a server's list stays listed where others heard it: the grace of its guests, and a margin for views that differ.</summary>
    public static readonly TimeSpan SettledAfter = Timing.OrphanedGuests + TimeSpan.FromSeconds(10);

    /// <param name="isUp">Whether the membership has an active process of that name.</param>
    /// <param name="known">How this node judges the server; null when it never heard of it.</param>
    /// <param name="silence">Since when its process was not heard.</param>
    public static EstateVerdict Judge(bool isUp, OwnerState? known, TimeSpan silence) => (isUp, known) switch
    {
        (true, _) => EstateVerdict.InUse,
        (_, OwnerState.Alive or OwnerState.Suspect) => EstateVerdict.InUse,
        (_, null or OwnerState.Unheard) => EstateVerdict.Unclaimed,
        _ => silence >= SettledAfter ? EstateVerdict.Settled : EstateVerdict.Settling,
    };

    /// <summary>Who deals with a list: one server, as long as all see the same ones live; null when none of them may hear of its owner (row E36).</summary>
    public static ServerId? Heir(ServerId of, IEnumerable<ServerId> live, IAudience audience) =>
        Rendezvous.Choose(new EntryKey("", of.Value), live.Where(server => audience.MayHear(server, of)));

    /// <summary>What the heir of one list has to commit.</summary>
    /// <param name="estate">The list.</param>
    /// <param name="all">Every unclaimed list, this one too.</param>
    /// <param name="guests">What living lists say of guests. Belongs to the replica's writer.</param>
    public static IReadOnlyList<Change> Claims(Advertisement estate, IReadOnlyList<Advertisement> all, GuestIndex guests)
    {
        var changes = new List<Change>();
        foreach (var entry in estate.Entries.All)
        {
            if (GuestClaim.Of(estate.Server, entry) is { } claim && !IsOutranked(claim, all) && !IsAnswered(claim, guests))
            {
                changes.Add(entry is Tombstone tombstone ? new BuryGuest(tombstone) : new AdoptGuest((Instance)entry));
            }
        }

        return changes;
    }

    private static bool IsOutranked(GuestClaim claim, IReadOnlyList<Advertisement> all)
    {
        foreach (var other in all)
        {
            if (other.Server != claim.Owner && GuestClaim.Of(other.Server, other.Entries.Find(claim.Entry.Name, claim.Entry.InstanceId)) is { } rival
                && rival.CompareTo(claim) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Somebody who is known here says the same of that guest, or something later.</summary>
    private static bool IsAnswered(GuestClaim claim, GuestIndex guests) =>
        guests.Winner(new EntryKey(claim.Entry)) is { } winner && (winner.Revision, winner.Buried).CompareTo((claim.Revision, claim.Buried)) >= 0;
}
