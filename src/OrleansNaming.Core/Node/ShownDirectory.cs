using OrleansNaming.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Ordering;
using OrleansNaming.Replica;

namespace OrleansNaming.Node;

/// <summary>
/// What this node shows of others: applies verified lists, hides, shows and forgets owners, and keeps floors (rules 6, 9, 10). Every
/// way by which a list comes in ends here.
/// </summary>
internal sealed class ShownDirectory(KnownOwners owners, DirectoryReplica replica, OwnList own, NodeStep step)
{
    /// <summary>Guests that some applied list or hidden holder touched in this step; the guest desk looks at them.</summary>
    public List<EntryKey> TouchedGuests { get; } = [];

    /// <summary>
    /// Verifies a change against its digest and shows it, or shows nothing. False: it does not lead on from what is held, or does not verify.
    /// </summary>
    /// <param name="owner">Whose list.</param>
    /// <param name="delta">The change.</param>
    /// <param name="inherits">The chain that came with it (rule 17).</param>
    /// <param name="learntBy">inline, full, pull, peer or dump.</param>
    /// <param name="via">The peer that it came from; default when it was the owner.</param>
    public bool TryApply(KnownOwner owner, Delta delta, IReadOnlyList<Stamp> inherits, string learntBy, ServerId via = default)
    {
        var view = owner.View;
        var replaces = delta.Stamp == view.Stamp && delta.Base.IsNone && delta.Digest != view.Advertisement!.Digest;
        if ((delta.Stamp <= view.Stamp && !replaces) || delta.Stamp < owner.ShownBefore || !owners.IsAboveFloor(owner.Server, delta.Stamp.Epoch))
        {
            return false;
        }

        var current = delta.Base.IsNone ? null : view.Advertisement;
        if (AdvertisementFold.Apply(owner.Server, current, delta, inherits) is not { } next)
        {
            return false;
        }

        replica.History.Applied(new PastVersion(owner.Server, next.Stamp, learntBy, via, step.Now));
        Show(owner, next, delta.Base.IsNone ? null : delta, learntBy);
        return true;
    }

    /// <summary>The own list has a new version.</summary>
    public void ApplyOwn(Advertisement next, Delta? delta)
    {
        var changes = new List<NamingChange>();
        replica.History.Applied(new PastVersion(next.Server, next.Stamp, "own", default, step.Now));
        replica.Apply(next, delta, changes);
        Publish(changes);
    }

    /// <summary>Takes a silent owner's services out; its guests stay (rule 14).</summary>
    public void Hide(KnownOwner owner)
    {
        var changes = new List<NamingChange>();
        (owner.State, owner.GoneAt) = (OwnerState.Hidden, step.Now.Monotonic);
        replica.Hide(owner.Server, guestsToo: false, changes);
        Judged(owner, changes);
    }

    /// <summary>A later life of the owner is known of, and its list has not come: the shown services are a former life's.</summary>
    public void HideFormerLife(KnownOwner owner)
    {
        var changes = new List<NamingChange>();
        replica.Hide(owner.Server, guestsToo: false, changes);
        Publish(changes);
    }

    /// <summary>A holder was silent for 30 s: its guests go as well.</summary>
    public void HideGuests(KnownOwner owner)
    {
        var changes = new List<NamingChange>();
        replica.Hide(owner.Server, guestsToo: true, changes);
        Publish(changes);
    }

    /// <summary>Guests that a living owner stands by count again once nothing newer is left; returns the tombstones that were lost.</summary>
    public IReadOnlyList<Tombstone> Reconsider(ServerId owner, bool isCurrent)
    {
        var (lost, changes) = (new List<Tombstone>(), new List<NamingChange>());
        replica.Reconsider(owner, isCurrent, lost, changes);
        Publish(changes);
        return lost;
    }

    /// <summary>An owner lives. What it shows comes back once it is not behind: stamps are judged before it is served as live (section 5).</summary>
    public void Lives(KnownOwner owner)
    {
        if (owner.State != OwnerState.Alive || owner.IsHearsay)
        {
            owner.State = OwnerState.Alive;
            Judged(owner, []);
        }

        ShowIfCurrent(owner);
    }

    /// <summary>
    /// Puts a living owner's services back: those of the process that was heard, not of one before it whose list is still held (S4). And its
    /// guests: these may be hidden alone, when a peer told of a long dead owner, and another then of its next life, before any list of it came (seed 1514).
    /// </summary>
    public void ShowIfCurrent(KnownOwner owner)
    {
        var isOfFormerLife = owner.Pin is { } pin && pin.Epoch > owner.View.Stamp.Epoch;
        if (owner.State == OwnerState.Alive && !owner.IsBehind && !isOfFormerLife
            && owner.View is { Advertisement.Status: not OwnerStatus.Left } and ({ IsShown: false } or { AreGuestsShown: false }))
        {
            var changes = new List<NamingChange>();
            replica.Show(owner.Server, changes);
            Publish(changes);
        }
    }

    /// <summary>Forgets a gone owner's list; what it showed stays a floor (Q9).</summary>
    public void Purge(KnownOwner owner)
    {
        var changes = new List<NamingChange>();
        owner.ShownBefore = owner.View.Stamp;
        owner.Known = default;
        owner.CatchUp.Withdrawn();
        owner.Chunks = null;
        replica.Remove(owner.Server, changes);
        owner.View = replica.Admit(owner.Server, owner.ShownBefore) ?? owner.View;
        Publish(changes);
    }

    /// <summary>Forgets a purged owner whole: there is room for another one (H1). Its floor stays for a day.</summary>
    public void Forget(KnownOwner owner)
    {
        replica.Remove(owner.Server, []); // Nothing of it is shown.
        owners.Forget(owner, step.Now.Monotonic);
    }

    /// <summary>Marks as stale what may be old.</summary>
    public static void Mark(KnownOwner owner) =>
        owner.View.IsStale = owner.State != OwnerState.Alive || owner.Known.Epoch > owner.View.Stamp.Epoch;

    private void Show(KnownOwner owner, Advertisement next, Delta? delta, string learntBy)
    {
        var changes = new List<NamingChange>();
        RaiseFloor(owner.Server, next.Stamp.Epoch, left: next.Status == OwnerStatus.Left);
        var isWhole = delta is null || delta.Status != owner.View.Advertisement!.Status;
        TouchedGuests.AddRange(isWhole ? replica.Guests.Of(owner.Server) : GuestsIn(delta!));
        if (next.Status == OwnerStatus.Left)
        {
            (owner.State, owner.GoneAt) = (OwnerState.Left, step.Now.Monotonic);
        }

        replica.Apply(next, delta, changes);
        TouchedGuests.AddRange(isWhole ? replica.Guests.Of(owner.Server) : []);
        Applied(owner, next, learntBy, changes);
    }

    /// <summary>The guests that a change names. A change of one line must not cost a look at each of ten thousand, and a change of a service none.</summary>
    private List<EntryKey> GuestsIn(Delta delta)
    {
        List<EntryKey> guests = [];
        foreach (var put in delta.Puts)
        {
            var key = new EntryKey(put);
            if (put is Tombstone or Instance { IsGuest: true } || replica.Guests.Claims(key).Count > 0)
            {
                guests.Add(key);
            }
        }

        foreach (var key in delta.Removes)
        {
            if (replica.Guests.Claims(key).Count > 0)
            {
                guests.Add(key);
            }
        }

        return guests;
    }

    private void Applied(KnownOwner owner, Advertisement next, string learntBy, List<NamingChange> changes)
    {
        if (next.Stamp > owner.Known)
        {
            (owner.Known, owner.KnownDigest, owner.SettledAt) = (next.Stamp, next.Digest, step.Now.Monotonic);
        }

        owner.HigherEpochAt = owner.Known.Epoch > next.Stamp.Epoch ? owner.HigherEpochAt : null;
        owner.LearntBy = learntBy;
        Mark(owner);
        var took = owner.CatchUp.Shown(step.Now.Monotonic, owner.IsBehind);
        step.Observe(new Observation(ObservationKind.Applied, owner.Server, next.Stamp, Text: learntBy, Took: took));
        Publish(changes);
        if (owner.State == OwnerState.Left)
        {
            var hidden = new List<NamingChange>();
            replica.Hide(owner.Server, guestsToo: false, hidden);
            Judged(owner, hidden);
        }
        else
        {
            ShowIfCurrent(owner);
        }
    }

    private void Judged(KnownOwner owner, List<NamingChange> changes)
    {
        owner.IsHearsay = false;
        Mark(owner);
        step.Observe(new Observation(ObservationKind.OwnerStateChanged, owner.Server, owner.View.Stamp, Text: owner.State.ToString()));
        Publish(changes);
    }

    private void Publish(List<NamingChange> changes)
    {
        if (changes.Count > 0)
        {
            replica.History.Changed(changes, step.Now);
        }

        step.Publish(changes);
    }

    private void RaiseFloor(ServerId server, Epoch epoch, bool left)
    {
        var floor = new Floor(server, epoch, left, step.Now.UnixMilliseconds);
        if (owners.Raise(floor, step.Now.Monotonic))
        {
            own.Append(floor, step);
        }
    }
}
