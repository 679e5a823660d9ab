using OrleansNaming.Advertising;
using OrleansNaming.InProcess;
using OrleansNaming.Replica;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Following;

/// <summary>
/// A follower's replica: what nodes tell, applied under the same rules that nodes apply (design section 2). Every list is verified by its
/// digest. Of each owner the higher stamp stays, whatever the next node says; an owner goes only when a node whose own directory is complete
/// does not know it. One thread writes.
/// </summary>
/// <param name="time">The clock of its history.</param>
internal sealed class FollowedDirectory(TimeProvider time) : IDirectorySource
{
    private readonly Subscribers<IReadOnlyList<NamingChange>> _changes = new();
    private readonly Subscribers<bool> _applied = new();

    private readonly long _started = time.GetTimestamp();
    private long _edition;

    public DirectoryReplica Replica { get; } = new();

    /// <summary>Rises with everything that is worth saving.</summary>
    public long Edition => Volatile.Read(ref _edition);

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => _changes.Add(onChanges);

    public IDisposable OnApplied(Action applied) => _applied.Add(_ => applied());

    private Instant Now => new(time.GetElapsedTime(_started), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Takes one owner's frame.</summary>
    /// <returns>False when it does not fit what is held, or its digest does not: ask anew, showing what is held.</returns>
    public bool Take(FollowOwner frame)
    {
        var told = frame.State;
        var changes = new List<NamingChange>();
        var held = Replica.Find(told.Server)?.Stamp ?? default;
        if (told.Stamp >= held && (told.Stamp > held || frame.Delta is not null) && !TryApply(told, frame, changes))
        {
            return false;
        }

        if (Replica.Find(told.Server) is { } owner)
        {
            // A node that is behind what is held here tells of an older state: what is held may be old too, who knows.
            owner.IsStale = frame.IsStale || told.Stamp < held;
            Reveal(owner, frame, changes);
        }

        Publish(changes);
        return true;
    }

    /// <summary>What a complete node does not know is gone.</summary>
    public void Complete(IReadOnlyList<string> servers)
    {
        var known = servers.ToHashSet(StringComparer.Ordinal);
        var changes = new List<NamingChange>();
        foreach (var owner in Replica.Owners.Where(owner => !known.Contains(owner.Server.Value)).ToArray())
        {
            Replica.Remove(owner.Server, changes);
        }

        Replica.IsComplete = true;
        Publish(changes);
    }

    /// <summary>Nobody is heard: everything stays, and says that it may be old.</summary>
    public void MarkStale()
    {
        foreach (var owner in Replica.Owners)
        {
            owner.IsStale = true;
        }

        _applied.Tell(true);
    }

    /// <summary>What is held, for the next node to skip.</summary>
    public Held[] Have() =>
    [
        .. Replica.Owners
            .Where(owner => owner.Advertisement is not null)
            .Select(owner => new Held(new Token(owner.Server, owner.Advertisement!.Stamp), owner.Advertisement.Digest)),
    ];

    /// <summary>Every owner as one frame with its full list.</summary>
    public IEnumerable<FollowOwner> Frames() => Replica.Owners
        .Where(owner => owner.Advertisement is not null)
        .Select(owner => OwnerFrame.Full(owner, owner.Advertisement!));

    private bool TryApply(Token told, FollowOwner frame, List<NamingChange> changes)
    {
        if (frame.Delta is not { } delta || delta.Stamp != told.Stamp || Replica.Admit(told.Server) is not { } owner)
        {
            return false;
        }

        if (delta.Stamp == owner.Stamp && delta.Digest == owner.Advertisement!.Digest)
        {
            return true;
        }

        // One stamp with two digests: the node's word mends what is held, as among nodes (row B10).
        if (AdvertisementFold.Apply(told.Server, owner.Advertisement, delta, frame.Inherits) is not { } next)
        {
            return false;
        }

        Replica.History.Applied(new PastVersion(next.Server, next.Stamp, "follow", default, Now));
        Replica.Apply(next, delta, changes);
        return true;
    }

    private void Reveal(OwnerView owner, FollowOwner frame, List<NamingChange> changes)
    {
        if (owner.IsShown == frame.IsShown && owner.AreGuestsShown == frame.AreGuestsShown)
        {
            return;
        }

        // Showing is whole; hiding may leave the guests.
        if (frame.IsShown || (frame.AreGuestsShown && !owner.AreGuestsShown))
        {
            Replica.Show(owner.Server, changes);
        }

        if (!frame.IsShown)
        {
            Replica.Hide(owner.Server, guestsToo: !frame.AreGuestsShown, changes);
        }
    }

    private void Publish(List<NamingChange> changes)
    {
        Interlocked.Increment(ref _edition);
        if (changes.Count > 0)
        {
            Replica.History.Changed(changes, Now);
            _changes.Tell(changes);
        }

        _applied.Tell(true);
    }
}
