using OrleansNaming.Following;
using OrleansNaming.Replica;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Telling;

/// <summary>
/// What one follower is told. State-based: each sweep compares what it was told last with what is held now and tells the difference, so
/// a follower that reads slowly gets fewer, larger deltas, nothing queues up, and there is nothing to overflow.
/// </summary>
internal sealed class FollowSession(DirectoryReplica replica)
{
    private readonly Dictionary<ServerId, SentOwner> _sent = [];
    private bool? _completeTold;

    /// <summary>Takes the follower's word for what it has: the digest proves that it is the same.</summary>
    public void Assume(IReadOnlyList<Held> have)
    {
        foreach (var held in have)
        {
            if (replica.Find(held.State.Server) is { Advertisement: { } list } owner && list.Stamp == held.State.Stamp && list.Digest == held.Digest)
            {
                // Shown, guests and stale are told in any case: a value that no owner has.
                _sent[owner.Server] = SentOwner.Of(owner, list) with { Stale = !owner.IsStale };
            }
        }
    }

    /// <summary>What is new since the last sweep, as far as it is read: each word counts as told when the next one is asked for.</summary>
    public IEnumerable<FollowWord> Sweep()
    {
        // Read first: what is complete now is not less complete when the lists are read.
        var isComplete = replica.IsComplete;
        var owners = replica.Owners;
        foreach (var owner in owners)
        {
            if (owner.Advertisement is { } list && News(owner, list) is { } news)
            {
                yield return news;
            }
        }

        var left = Forget(owners);
        if (left || _completeTold != isComplete)
        {
            _completeTold = isComplete;
            yield return new FollowComplete(isComplete, isComplete ? [.. owners.Where(owner => owner.Advertisement is not null).Select(owner => owner.Server.Value)] : []);
        }
    }

    private FollowOwner? News(OwnerView owner, Advertisement list)
    {
        var now = SentOwner.Of(owner, list);
        var isKnown = _sent.TryGetValue(owner.Server, out var last);
        if (isKnown && last == now)
        {
            return null;
        }

        _sent[owner.Server] = now;
        var delta = isKnown && ReferenceEquals(last.List, list) ? null : ListDifference.Between(isKnown ? last.List : null, list);
        return OwnerFrame.Make(owner, list, delta);
    }

    /// <summary>Drops owners that this node no longer knows.</summary>
    private bool Forget(IReadOnlyList<OwnerView> owners)
    {
        if (_sent.Count == 0 || owners.Count(owner => _sent.ContainsKey(owner.Server)) == _sent.Count)
        {
            return false;
        }

        var known = owners.Select(owner => owner.Server).ToHashSet();
        foreach (var gone in _sent.Keys.Where(server => !known.Contains(server)).ToArray())
        {
            _sent.Remove(gone);
        }

        return true;
    }
}
