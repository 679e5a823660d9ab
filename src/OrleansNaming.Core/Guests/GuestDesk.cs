using OrleansNaming.Advertising;
using OrleansNaming.Ordering;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Guests;

/// <summary>
/// Keeps the guests that this server holds, and the heartbeats of guests that others hold (rule 14). A lease is a local matter of
/// its holder: renewals are no versions. A heartbeat that comes here for another's guest is forwarded; if that fails it is accepted
/// and remembered, and when the holder turns out to be gone, this server adopts the guest. Nothing here writes: what is to change
/// goes into <c>wanted</c> and is committed like any other change. Bounded: one lease a line of the own list, and
/// <see cref="HeartbeatsMax"/> heartbeats, beyond which further ones are forwarded and not remembered.
/// </summary>
internal sealed class GuestDesk(ServerId self, DirectoryReplica replica, KnownOwners owners, IAudience audience)
{
    private const int HeartbeatsMax = Limits.RegistrationsPerOwner;

    /// <summary>Adoptions that one look asks for: a version holds them.</summary>
    private const int OrphansMax = 1_000;

    private static readonly TimeSpan Scan = TimeSpan.FromMilliseconds(250);

    private readonly SortedDictionary<EntryKey, HeldGuest> _held = [];
    private readonly SortedDictionary<EntryKey, Heartbeat> _heartbeats = [];
    private readonly Dictionary<long, (long Ticket, EntryKey Key)> _forwards = [];
    private TimeSpan _scanAt;

    public TimeSpan DueAt => _held.Count == 0 && _heartbeats.Count == 0 ? TimeSpan.MaxValue : _scanAt;

    public IEnumerable<EntryKey> Held => _held.Keys;

    /// <summary>The own list has a new version: leases begin and end with its lines.</summary>
    public void Committed(IEnumerable<Entry> puts, IEnumerable<EntryKey> removes, IStep step)
    {
        foreach (var key in removes)
        {
            _held.Remove(key);
        }

        foreach (var entry in puts)
        {
            var key = new EntryKey(entry);
            _heartbeats.Remove(key);
            if (entry is Instance { Guest: { } guest })
            {
                _held[key] = new HeldGuest(key, guest.Lease, step.Now.Monotonic + guest.Lease);
            }
            else
            {
                _held.Remove(key);
            }
        }
    }

    /// <summary>Whether a guest is no longer this server's to keep, by the lists that are shown here: another one has the last word on it, or it was deregistered.</summary>
    public bool IsGivenAway(EntryKey key) => replica.Guests.Winner(key) is not { Buried: false } claim || claim.Owner != self;

    /// <summary>A heartbeat came from a client.</summary>
    public void Renew(long ticket, EntryKey key, IStep step)
    {
        if (TryRenewHeld(key, step))
        {
            step.Complete(ticket, Refusal.None);
        }
        else if (replica.Guests.Winner(key) is { Buried: false, Entry: Instance record } claim && claim.Owner != self)
        {
            Remember(key, record, step);
            Forward(ticket, key, record, owners.Find(claim.Owner), step);
            _scanAt = TimeSpan.Zero;
        }
        else
        {
            Unknown(ticket, key, step);
        }
    }

    /// <summary>A peer forwards a heartbeat of a guest that this server holds; false when it does not.</summary>
    public bool TryRenewHeld(EntryKey key, IStep step)
    {
        if (!_held.TryGetValue(key, out var held) || held.IsEnding)
        {
            return false;
        }

        held.EndsAt = step.Now.Monotonic + held.Lease;
        return true;
    }

    /// <summary>The holder answered a forwarded heartbeat.</summary>
    public bool ForwardAnswered(long callId, bool accepted, IStep step)
    {
        if (!_forwards.Remove(callId, out var forward))
        {
            return false;
        }

        if (accepted)
        {
            _heartbeats.Remove(forward.Key);
            step.Complete(forward.Ticket, Refusal.None);
        }
        else
        {
            _heartbeats.Remove(forward.Key);
            Unknown(forward.Ticket, forward.Key, step);
        }

        return true;
    }

    /// <summary>The holder did not answer: the heartbeat counts all the same, and is remembered.</summary>
    public bool ForwardFailed(long callId, IStep step)
    {
        if (!_forwards.Remove(callId, out var forward))
        {
            return false;
        }

        step.Complete(forward.Ticket, Refusal.None);
        _scanAt = TimeSpan.Zero;
        return true;
    }

    /// <summary>Another owner's list changed: what it claims with more right is dropped here.</summary>
    public void Applied(IEnumerable<EntryKey> touched, IStep step, List<Change> wanted)
    {
        foreach (var key in touched)
        {
            if (replica.Guests.Winner(key) is { } claim && claim.Owner != self && OwnClaim(key) is { } lost)
            {
                Report(claim, lost, step);
                wanted.Add(new DropGuest(key, Expired: false));
            }
        }
    }

    private GuestClaim? OwnClaim(EntryKey key)
    {
        foreach (var claim in replica.Guests.Claims(key))
        {
            if (claim.Owner == self)
            {
                return claim;
            }
        }

        return null;
    }

    /// <summary>Equal revisions with other content: the client wrote on both sides of a partition, and one write is lost (rule 14).</summary>
    private static void Report(GuestClaim winner, GuestClaim lost, IStep step)
    {
        if (winner.Revision == lost.Revision && (winner.Buried || lost.Buried || !SaysTheSame(winner.Entry, lost.Entry)))
        {
            step.Observe(new Observation(ObservationKind.GuestWriteLost, winner.Owner, Text: $"{winner.Entry.Name}/{winner.Entry.InstanceId}"));
        }
    }

    /// <summary>Leaving out the hold: an adoption raises it, and loses nothing.</summary>
    private static bool SaysTheSame(Entry winner, Entry lost) =>
        winner is Instance { Guest: { } record } instance && lost is Instance { Guest: { } other } held
        && instance.ContentEquals(Lines.WithGuest(held, other with { Hold = record.Hold }));

    /// <summary>Ends leases, adopts orphans whose heartbeats came here.</summary>
    public void Tick(IStep step, List<Change> wanted)
    {
        var now = step.Now.Monotonic;
        _scanAt = now + Scan;
        foreach (var held in _held.Values)
        {
            if (held.Lease > TimeSpan.Zero && held.EndsAt <= now && !held.IsEnding)
            {
                held.IsEnding = true;
                step.Observe(new Observation(ObservationKind.GuestExpired, self, Text: $"{held.Key.Name}/{held.Key.InstanceId}"));
                wanted.Add(new DropGuest(held.Key, Expired: true));
            }
        }

        foreach (var (key, heartbeat) in _heartbeats.ToList())
        {
            Settle(key, heartbeat, step, wanted);
        }
    }

    /// <summary>A holder was hidden, or is not heard for long: heartbeats that came here are looked at, and orphans at once.</summary>
    public void HolderGone(IStep step, List<Change> wanted)
    {
        _scanAt = TimeSpan.Zero;
        AdoptOrphans(step, wanted);
    }

    /// <summary>
    /// Guests without heartbeats go from every gone holder to the live node, of those that may hear of it, that rendezvous hashing names. Asked again and again, as long as a gone one
    /// is the holder: the heir may be gone itself, be leaving, have failed to write, or have been named by a node that saw others live. What that one said of
    /// guests that were deregistered is kept as well, before its list is forgotten: an older record may come back with its server after that (S4).
    /// At most <see cref="OrphansMax"/> at once; the rest next time.
    /// </summary>
    public void AdoptOrphans(IStep step, List<Change> wanted)
    {
        var live = owners.All.Where(IsHeir).Select(owner => owner.Server).Append(self).ToList();
        var left = OrphansMax;
        foreach (var holder in owners.All.Where(owner => owner.State is OwnerState.Hidden or OwnerState.Left))
        {
            var heirs = audience.IsNarrowed(holder.Server) ? live.FindAll(heir => audience.MayHear(heir, holder.Server)) : live;
            foreach (var key in replica.Guests.Of(holder.Server))
            {
                if (left > 0 && replica.Guests.Winner(key) is { } claim && claim.Owner == holder.Server && IsInherited(claim, holder, step)
                    && Rendezvous.Choose(key, heirs) == self)
                {
                    left--;
                    Inherit(claim, step, wanted);
                }
            }
        }
    }

    private static bool IsInherited(GuestClaim claim, KnownOwner holder, IStep step) =>
        claim.Buried ? step.Now.Monotonic - holder.GoneAt >= Timing.Purge / 2 : claim.Entry is Instance { Guest.Lease.Ticks: 0 };

    private void Inherit(GuestClaim claim, IStep step, List<Change> wanted)
    {
        if (claim.Entry is Tombstone tombstone)
        {
            wanted.Add(new BuryGuest(tombstone));
        }
        else
        {
            Adopt((Instance)claim.Entry, step, wanted);
        }
    }

    /// <summary>Whether another node may be asked to take a guest in: who is leaving takes nobody in.</summary>
    public static bool IsHeir(KnownOwner owner) => owner.State == OwnerState.Alive && owner.View.Advertisement is not { Status: OwnerStatus.Draining };

    /// <summary>Time stood still for this process: its own pause counts for no lease (rule 2).</summary>
    public void Paused(TimeSpan length)
    {
        foreach (var held in _held.Values)
        {
            held.EndsAt += length;
        }
    }

    private void Settle(EntryKey key, Heartbeat heartbeat, IStep step, List<Change> wanted)
    {
        var claim = replica.Guests.Winner(key);
        if (heartbeat.At + heartbeat.Record.Guest!.Lease <= step.Now.Monotonic || claim is { Buried: true } || claim?.Owner == self)
        {
            _heartbeats.Remove(key);
        }
        else if (claim is null || owners.Find(claim.Value.Owner) is not { IsLive: true })
        {
            _heartbeats.Remove(key);
            Adopt(claim?.Entry as Instance ?? heartbeat.Record, step, wanted);
        }
    }

    private void Adopt(Instance record, IStep step, List<Change> wanted)
    {
        step.Observe(new Observation(ObservationKind.GuestAdopted, self, Text: record.ToString()));
        wanted.Add(new AdoptGuest(record));
    }

    private void Remember(EntryKey key, Instance record, IStep step)
    {
        if (_heartbeats.Count < HeartbeatsMax || _heartbeats.ContainsKey(key))
        {
            _heartbeats[key] = new Heartbeat(record, step.Now.Monotonic);
        }
    }

    private void Forward(long ticket, EntryKey key, Instance record, KnownOwner? holder, IStep step)
    {
        if (holder is { IsLive: true, Address: { } address })
        {
            var request = new GuestRequest(GuestAction.Renew, key.Name, key.InstanceId, record.Guest!.Revision, Record: null);
            _forwards[step.Call(address, request, Timing.Forward)] = (ticket, key);
        }
        else
        {
            step.Complete(ticket, Refusal.None);
        }
    }

    private void Unknown(long ticket, EntryKey key, IStep step)
    {
        if (replica.IsComplete)
        {
            step.Complete(ticket, Refusal.NotFound, message: $"no guest '{key.InstanceId}' is registered as '{key.Name}'; register it again");
        }
        else
        {
            step.Complete(ticket, Refusal.NotReady, message: "this server is still joining; try another one, or again");
        }
    }
}
