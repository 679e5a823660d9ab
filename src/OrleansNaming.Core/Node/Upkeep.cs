using OrleansNaming.Guests;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Repair;

namespace OrleansNaming.Node;

/// <summary>What time alone brings: silence judged, owners hidden, purged and forgotten, orphans dropped, tombstones and floors aged, digests exchanged.</summary>
internal sealed class Upkeep(
    NodeOptions options, OwnList own, KnownOwners owners, FailureDetector detector, DeadBoots dead, ShownDirectory directory, PullScheduler pulls, Acknowledgements acknowledgements, GuestDesk guests,
    Holdings holdings, DigestExchange exchange, List<Change> wanted, NodeStep step)
{
    private static readonly TimeSpan AgeEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReconsiderEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AdoptEvery = TimeSpan.FromSeconds(5);

    private readonly HashSet<ServerId> _orphaned = [];
    private TimeSpan _ageAt;
    private TimeSpan? _startedAt;
    private TimeSpan _reconsiderAt;
    private TimeSpan _adoptAt;

    public TimeSpan DueAt => Timing.Min(detector.DueAt, exchange.DueAt);

    public void Tick(bool mute)
    {
        var now = step.Now.Monotonic;
        if (exchange.DueAt <= now)
        {
            exchange.Tick([.. owners.All.Where(o => o.State == OwnerState.Alive && o.Pin is not null).Select(o => o.Pin!.Address)], holdings.Settled(options.Server), step);
        }

        if (mute || detector.DueAt > now)
        {
            detector.Skip(mute, now);
            return;
        }

        if (!dead.IsEmpty)
        {
            HideDead();
        }

        foreach (var owner in detector.Scan(step))
        {
            Hide(owner);
        }

        foreach (var owner in owners.All)
        {
            Age(owner, now);
        }

        if (_adoptAt <= now)
        {
            _adoptAt = now + AdoptEvery;
            guests.AdoptOrphans(step, wanted);
        }

        if (_reconsiderAt <= now)
        {
            _reconsiderAt = now + ReconsiderEvery;
            Reconsider();
        }

        if (_ageAt <= now)
        {
            _ageAt = now + AgeEvery;
            Forget(now);
            owners.Age(now);
            ForgetTombstones();
        }
    }

    /// <summary>A proof needs neither rounds of probes nor a share of the hiding budget.</summary>
    public void Died(BootId boot)
    {
        dead.Add(boot);
        HideDead();
    }

    /// <summary>Also those that a peer told of after their death was known. A later life of the name is another process.</summary>
    private void HideDead()
    {
        foreach (var owner in owners.All)
        {
            if (owner.IsLive && dead.Contains(owner.Known.Epoch.Boot) && (owner.Pin is null || dead.Contains(owner.Pin.Boot)))
            {
                detector.ConfirmedDead(owner);
                Hide(owner);
            }
        }
    }

    private void Hide(KnownOwner owner)
    {
        directory.Hide(owner);
        guests.HolderGone(step, wanted);
    }

    private void Reconsider()
    {
        Reconsider(options.Server, isCurrent: true);
        foreach (var owner in owners.All)
        {
            Reconsider(owner.Server, isCurrent: owner.State == OwnerState.Alive && !owner.IsBehind);
        }
    }

    private void Reconsider(ServerId holder, bool isCurrent)
    {
        var lost = directory.Reconsider(holder, isCurrent);
        wanted.AddRange(lost.Select(tombstone => new BuryGuest(tombstone)));
    }

    private void Age(KnownOwner owner, TimeSpan now)
    {
        ShownDirectory.Mark(owner);
        if (owner.HigherEpochAt is { } since && owner.View.IsShown && now - since >= Timing.HidingBound(owner.Interval))
        {
            // A later life was heard, and its list never came: the old life's services are over (rule 6).
            directory.HideFormerLife(owner);
        }

        if (owner.State is not (OwnerState.Hidden or OwnerState.Left))
        {
            _orphaned.Remove(owner.Server);
            return;
        }

        if (now - owner.HeardAt >= Timing.OrphanedGuests && _orphaned.Add(owner.Server))
        {
            guests.HolderGone(step, wanted);
            directory.HideGuests(owner);
        }

        if (now - owner.GoneAt >= Timing.Purge && owner.View.Advertisement is not null)
        {
            directory.Purge(owner);
        }
    }

    /// <summary>Who is gone, or never opened a life, makes room after a day: with names that are never used again the table would fill up.</summary>
    private void Forget(TimeSpan now)
    {
        foreach (var owner in owners.All)
        {
            if (!owner.IsLive && owner.View.Advertisement is null && now - Timing.Max(owner.GoneAt, owner.HeardAt) >= Timing.Remembrance)
            {
                _orphaned.Remove(owner.Server);
                detector.Cleared(owner.Server);
                pulls.Forget(owner.Server);
                acknowledgements.Forget(owner.Server);
                directory.Forget(owner);
            }
        }
    }

    /// <summary>Their age is on the wall clock, which may jump: none goes before this process has run as long as any lease may last (S4).</summary>
    private void ForgetTombstones()
    {
        _startedAt ??= step.Now.Monotonic;
        if (step.Now.Monotonic - _startedAt < TimeSpan.FromHours(1))
        {
            return;
        }

        var oldest = step.Now.UnixMilliseconds - (long)Timing.Remembrance.TotalMilliseconds;
        foreach (var entry in own.Current.Entries.All)
        {
            if (entry is Tombstone tombstone && tombstone.BuriedUnixMilliseconds < oldest)
            {
                wanted.Add(new Withdraw(new EntryKey(entry)));
            }
        }
    }
}
