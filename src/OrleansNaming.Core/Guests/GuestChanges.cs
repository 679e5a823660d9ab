using OrleansNaming.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Guests;

/// <summary>Drafts the changes of guests (rule 14). The winner among all claims, one's own draft included, says what the next revision and hold are.</summary>
internal static class GuestChanges
{
    public static Verdict Draft(ListDraft draft, Change change, GuestIndex guests, long unixMilliseconds) => change switch
    {
        RegisterGuest register => DraftRegister(draft, register, guests),
        DeregisterGuest deregister => DraftDeregister(draft, new EntryKey(deregister.Name, deregister.InstanceId), guests, unixMilliseconds),
        AdoptGuest adopt => DraftAdopt(draft, adopt.Record, guests),
        BuryGuest bury => DraftBury(draft, bury.Tombstone, guests),
        DropGuest drop => DraftDrop(draft, drop, guests, unixMilliseconds),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change of a guest"),
    };

    /// <summary>The highest claim: the draft's own line if it has one (it is newer than the shown one), and all others'.</summary>
    private static GuestClaim? Highest(ListDraft draft, EntryKey key, GuestIndex guests)
    {
        GuestClaim? highest = GuestClaim.Of(draft.Current.Server, draft.Find(key));
        foreach (var claim in guests.Claims(key))
        {
            if (claim.Owner != draft.Current.Server && (highest is null || claim.CompareTo(highest.Value) > 0))
            {
                highest = claim;
            }
        }

        return highest;
    }

    private static ulong NextHold(ListDraft draft, EntryKey key, GuestIndex guests)
    {
        var hold = GuestClaim.Of(draft.Current.Server, draft.Find(key))?.Hold ?? 0;
        foreach (var claim in guests.Claims(key))
        {
            hold = Math.Max(hold, claim.Hold);
        }

        return hold + 1;
    }

    private static Verdict DraftRegister(ListDraft draft, RegisterGuest register, GuestIndex guests) => register.Registration.Check() is { } wrong
        ? Verdict.Refuse(Refusal.Invalid, wrong)
        : DraftRecord(draft, Lines.Instance(register.Registration, new GuestRecord(0, 0, register.Registration.Lease), register.Terms), guests);

    /// <summary>Puts a guest's record, as a new write of its client unless it says what is there already. Its revision and hold are found here.</summary>
    public static Verdict DraftRecord(ListDraft draft, Instance record, GuestIndex guests)
    {
        var key = new EntryKey(record);
        if (draft.Find(key) is Instance { Guest: null } or Context)
        {
            return Verdict.Refuse(Refusal.AlreadyBound, $"'{key.Name}' as '{key.InstanceId}' is this server's own; register with another instance id");
        }

        var highest = Highest(draft, key, guests);
        record = Lines.AsFound(record, highest is { Buried: false } found ? found.Entry as Instance : null);
        var same = highest is { Buried: false, Entry: Instance present } && highest.Value.Owner == draft.Current.Server
            && present.ContentEquals(Lines.WithGuest(record, present.Guest! with { Lease = record.Guest!.Lease }));
        if (same)
        {
            return Verdict.Accepted; // A retry is the same write: no version, no revision.
        }

        return OwnChanges.Put(draft, Lines.WithGuest(record, new GuestRecord((highest?.Revision ?? 0) + 1, NextHold(draft, key, guests), record.Guest!.Lease)));
    }

    private static Verdict DraftDeregister(ListDraft draft, EntryKey key, GuestIndex guests, long unixMilliseconds)
    {
        var highest = Highest(draft, key, guests);
        if (highest is null)
        {
            return Verdict.Refuse(Refusal.NotFound, $"no guest '{key.InstanceId}' is registered as '{key.Name}'");
        }

        return highest.Value.Buried
            ? Verdict.Accepted
            : OwnChanges.Put(draft, new Tombstone(key.Name, key.InstanceId, highest.Value.Revision + 1, NextHold(draft, key, guests), unixMilliseconds));
    }

    private static Verdict DraftAdopt(ListDraft draft, Instance record, GuestIndex guests)
    {
        var key = new EntryKey(record);
        var highest = Highest(draft, key, guests);
        // A tombstone of an earlier write does not bury what the client wrote after it (rule 14).
        if (highest is { } claim && (claim.Buried
            ? claim.Revision >= record.Guest!.Revision
            : claim.Revision > record.Guest!.Revision || claim.Owner == draft.Current.Server))
        {
            return claim.Buried ? Verdict.Refuse(Refusal.NotFound, $"guest '{key.InstanceId}' was deregistered") : Verdict.Accepted;
        }

        return OwnChanges.Put(draft, Lines.WithGuest(record, record.Guest! with { Hold = Math.Max(NextHold(draft, key, guests), record.Guest.Hold + 1) }));
    }

    private static Verdict DraftBury(ListDraft draft, Tombstone tombstone, GuestIndex guests)
    {
        var key = new EntryKey(tombstone);
        var isKnown = Highest(draft, key, guests) is { } highest
            && (highest.Revision > tombstone.Revision || (highest.Revision == tombstone.Revision && highest.Buried && IsKept(draft, highest, tombstone)));
        if (isKnown || draft.Find(key) is Instance { Guest: null } or Context)
        {
            return Verdict.Accepted;
        }

        var hold = Math.Max(NextHold(draft, key, guests), tombstone.Hold + 1);
        return OwnChanges.Put(draft, new Tombstone(key.Name, key.InstanceId, tombstone.Revision, hold, tombstone.BuriedUnixMilliseconds));
    }

    /// <summary>Whether that word is this server's own, or newer than the one that is to be kept: an heir takes it from the list that has it.</summary>
    private static bool IsKept(ListDraft draft, GuestClaim highest, Tombstone tombstone) => highest.Owner == draft.Current.Server || highest.Hold > tombstone.Hold;

    /// <summary>
    /// An ended lease leaves nothing, or, where the record stood for older writes of its client, the tombstone of these: else a node that was cut
    /// off while they were replaced would bring them back (seed 1917). It ranks below the record: whoever adopted that elsewhere keeps it.
    /// </summary>
    private static Verdict DraftDrop(ListDraft draft, DropGuest drop, GuestIndex guests, long unixMilliseconds)
    {
        if (drop.Expired && draft.Find(drop.Key) is Instance { Guest: { Revision: > 1 } guest })
        {
            return OwnChanges.Put(draft, new Tombstone(drop.Key.Name, drop.Key.InstanceId, guest.Revision - 1, guest.Hold, unixMilliseconds));
        }

        var loses = Highest(draft, drop.Key, guests) is { } highest && highest.Owner != draft.Current.Server;
        if (drop.Expired ? draft.Find(drop.Key) is Instance { Guest: not null } : loses)
        {
            draft.Remove(drop.Key);
        }

        return Verdict.Accepted;
    }
}
