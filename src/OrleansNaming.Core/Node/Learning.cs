using OrleansNaming.Joining;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// How this node learns what others have (rows B3 to B5, B10, B12; rules 6 to 8): from the owner's notices and chunks, from peers'
/// words about it, from the replies to fetches. A word moves only what is <see cref="KnownOwner.Known"/>; what is shown moves only by
/// a list that verifies.
/// </summary>
internal sealed class Learning(
    NodeOptions options, KnownOwners owners, OwnLife life, FailureDetector detector, ShownDirectory directory,
    PullScheduler pulls, Joiner joiner, NodeStep step)
{
    /// <summary>A verified owner announces a state.</summary>
    public void Notice(KnownOwner owner, Notice notice)
    {
        owner.Interval = Clamp(notice.Interval);
        Hears(owner, notice.Stamp, notice.Digest, claimant: default);
        switch (GapRule.Decide(Held(owner), owner.View.Advertisement?.Digest ?? default, notice.Stamp, notice.Digest, notice.Inline?.Base))
        {
            case GapVerdict.Ignore:
            case GapVerdict.Current:
                step.Observe(new Observation(ObservationKind.NoticeIgnored, owner.Server, notice.Stamp));
                break;
            case GapVerdict.ApplyInline when notice.Inline!.Stamp == notice.Stamp && directory.TryApply(owner, notice.Inline, [], "inline"):
                pulls.Satisfied(owner.Server);
                break;
            case GapVerdict.Diverged:
                step.Observe(new Observation(ObservationKind.DivergenceDetected, owner.Server, notice.Stamp));
                pulls.Want(owner.Server, whole: true, step);
                break;
            default:
                Miss(owner, notice.Stamp);
                break;
        }

        directory.ShowIfCurrent(owner);
    }

    /// <summary>A piece of a full list; the last one applies it whole.</summary>
    public void Chunk(KnownOwner owner, Chunk chunk)
    {
        Hears(owner, chunk.Stamp, chunk.Digest, claimant: default);
        if (chunk.Stamp <= owner.View.Stamp)
        {
            return;
        }

        owner.Chunks ??= new ChunkAssembly();
        if (owner.Chunks.Add(chunk) is { } full)
        {
            owner.Chunks = null;
            if (directory.TryApply(owner, full, [], "full"))
            {
                pulls.Satisfied(owner.Server);
            }
        }
    }

    /// <summary>A peer's word about an owner: in a summary, a dump, or a bucket.</summary>
    public void Told(ServerId from, Holding holding)
    {
        if (holding.Server == options.Server)
        {
            life.MetOwn(holding.Stamp, holding.Digest, holding.Address);
            return;
        }

        if (holding.Stamp.Incarnation > Limits.IncarnationMax || !owners.IsAboveFloor(holding.Server, holding.Stamp.Epoch))
        {
            return;
        }

        var isNew = owners.Find(holding.Server) is null;
        if (owners.Admit(holding.Server, step.Now.Monotonic) is { } owner)
        {
            Tells(owner, from, holding, isNew);
        }
    }

    /// <summary>One owner of a dump: applied if it verifies and is newer; the dump's age is no fresh lease (rule 10).</summary>
    public void Dumped(ServerId from, DumpedOwner dumped)
    {
        Told(from, dumped.Holding);
        if (owners.Find(dumped.Holding.Server) is { IsBehind: true } owner && dumped.Full.Stamp == dumped.Holding.Stamp && dumped.Full.Base.IsNone)
        {
            owner.Interval = Clamp(dumped.Interval);
            if (directory.TryApply(owner, dumped.Full, dumped.Inherits, "dump", from))
            {
                pulls.Satisfied(owner.Server);
            }
        }
    }

    /// <summary>A fetch was answered. The reply is judged against its own request (rule 6).</summary>
    public void Fetched(Fetch fetch, ChangesReply reply)
    {
        if (owners.Find(fetch.Owner) is not { } owner || reply.Server != fetch.Owner || reply.Current.Incarnation > Limits.IncarnationMax)
        {
            pulls.Failed(fetch, step);
            return;
        }

        switch (reply.Outcome)
        {
            case ChangesOutcome.NotModified when reply.Current == fetch.Since:
                NothingNew(fetch, owner, reply);
                break;
            case ChangesOutcome.Delta or ChangesOutcome.Snapshot when reply.Delta is { } delta && delta.Stamp == reply.Current:
                Take(fetch, owner, reply, delta);
                break;
            default:
                Withdraws(fetch, owner, reply);
                pulls.Failed(fetch, step);
                break;
        }

        directory.ShowIfCurrent(owner);
    }

    /// <summary>
    /// The peer that told of more has no more, as after its restart: it is not asked again before somebody tells anew. Of an owner that is gone nothing else would end that
    /// (silos, seed 1877).
    /// </summary>
    private static void Withdraws(Fetch fetch, KnownOwner owner, ChangesReply reply)
    {
        if (fetch.Asked == owner.Claimant && reply.Outcome is (ChangesOutcome.Unknown or ChangesOutcome.NotModified))
        {
            owner.Claimant = default;
        }
    }

    private void Take(Fetch fetch, KnownOwner owner, ChangesReply reply, Delta delta)
    {
        if (delta.Stamp < owner.View.Stamp || (!delta.Base.IsNone && delta.Base != owner.View.Stamp))
        {
            // Something newer came in while the fetch was under way.
            pulls.Succeeded(fetch, step);
            return;
        }

        if (delta.Stamp == owner.View.Stamp && delta.Digest == owner.View.Advertisement!.Digest)
        {
            NothingNew(fetch, owner, reply);
            return;
        }

        // A peer says the owner's T as it knows it: good for one that this node never heard itself (seed 659).
        owner.Interval = fetch.Asked == owner.Server || owner.Pin is null ? Clamp(reply.Interval) : owner.Interval;
        var isOwn = fetch.Asked == owner.Server;
        if (!directory.TryApply(owner, delta, reply.Inherits, isOwn ? "pull" : "peer", isOwn ? default : fetch.Asked))
        {
            pulls.Mismatched(fetch, step);
            return;
        }

        pulls.Succeeded(fetch, step);
    }

    /// <summary>What is held is what the asked one has. If somebody told of more, the owner's own word settles it; a peer's does not.</summary>
    private void NothingNew(Fetch fetch, KnownOwner owner, ChangesReply reply)
    {
        if (owner.IsBehind && fetch.Asked == owner.Server && reply.Current.Epoch == owner.Known.Epoch)
        {
            (owner.Known, owner.KnownDigest) = (reply.Current, owner.View.Advertisement!.Digest);
            owner.CatchUp.Withdrawn();
        }

        if (owner.IsBehind)
        {
            Withdraws(fetch, owner, reply);
            pulls.Failed(fetch, step);
        }
        else
        {
            pulls.Succeeded(fetch, step);
        }
    }

    private void Miss(KnownOwner owner, Stamp heard)
    {
        step.Observe(new Observation(ObservationKind.GapSeen, owner.Server, heard, owner.View.Stamp));
        pulls.Want(owner.Server, whole: false, step);
    }

    /// <summary>What is held, for the gap rule: what was shown before a purge still bars everything below it (S1).</summary>
    private static Stamp Held(KnownOwner owner) =>
        owner.View.Stamp.IsNone && !owner.ShownBefore.IsNone ? owner.ShownBefore with { Version = owner.ShownBefore.Version - 1 } : owner.View.Stamp;

    private void Hears(KnownOwner owner, Stamp stamp, Digest digest, ServerId claimant)
    {
        if (stamp <= owner.Known)
        {
            return;
        }

        if (stamp.Epoch > owner.View.Stamp.Epoch && !owner.View.Stamp.IsNone)
        {
            owner.HigherEpochAt ??= step.Now.Monotonic;
        }

        (owner.Known, owner.KnownDigest, owner.Claimant, owner.SettledAt) = (stamp, digest, claimant, step.Now.Monotonic);
        owner.CatchUp.Heard(step.Now.Monotonic);
        ShownDirectory.Mark(owner);
    }

    private void Tells(KnownOwner owner, ServerId from, Holding holding, bool isNew)
    {
        var heardAt = step.Now.Monotonic - holding.Silence;
        if (isNew || (owner.Pin is null && owner.State is not OwnerState.Left && holding.Stamp.Epoch > owner.Known.Epoch))
        {
            // Its age came with it: a dead owner's lease is not renewed by a dump.
            owner.HeardAt = heardAt;
            owner.State = holding.State is OwnerState.Hidden ? OwnerState.Hidden : OwnerState.Alive;
            owner.IsHearsay = true; // Told to observers once it is heard: a peer's word is no judgement of this node.
            if (owner.View.Advertisement is null)
            {
                owner.View.IsShown = owner.State == OwnerState.Alive; // Nothing is in the slots yet; later only the replica turns it.
            }

            owner.GoneAt = step.Now.Monotonic;
        }
        else if (Hearing.Relayed(owner, holding.Stamp.Epoch.Boot, holding.Sequence, heardAt))
        {
            ShownDirectory.Mark(owner);
        }

        owner.Told = holding.Address ?? owner.Told;
        detector.Reported(owner, from, holding.State, holding.Silence, step);
        if (holding.Stamp > owner.Known)
        {
            Hears(owner, holding.Stamp, holding.Digest, from);
        }
        else if (holding.Stamp == owner.Known && owner.IsBehind)
        {
            owner.Claimant = from; // Whoever told of it first may not have it any more.
        }

        if (owner.IsBehind && (!isNew || !joiner.HoldsFetches || holding.State != OwnerState.Left))
        {
            pulls.Want(owner.Server, whole: false, step);
        }
    }

    private static TimeSpan Clamp(TimeSpan interval) => Timing.Min(Timing.IntervalMax, Timing.Max(Timing.IntervalMin, interval));
}
