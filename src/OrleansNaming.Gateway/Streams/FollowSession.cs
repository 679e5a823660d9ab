using OrleansNaming.Api;
using OrleansNaming.Following;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// What one follower is told. State-based: each sweep compares what it was told last with what is held now and sends the difference, so
/// a follower that reads slowly gets fewer, larger deltas, nothing queues up, and there is nothing to overflow.
/// </summary>
internal sealed class FollowSession(SseWriter stream, NodeApi api)
{
    private readonly Dictionary<ServerId, SentOwner> _sent = [];
    private bool? _completeTold;

    /// <summary>Takes the follower's word for what it has: the digest proves that it is the same.</summary>
    public void Assume(IReadOnlyList<ApiHeld> have)
    {
        foreach (var held in have)
        {
            if (Token.TryParse(held.Stamp, out var token)
                && api.Engine.Replica.Find(token.Server) is { Advertisement: { } list } owner
                && list.Stamp == token.Stamp && list.Digest.ToString() == held.Digest)
            {
                // Shown, guests and stale are told in any case: a value that no owner has.
                _sent[owner.Server] = SentOwner.Of(owner, list) with { Stale = !owner.IsStale };
            }
        }
    }

    /// <summary>Tells what is new since the last sweep.</summary>
    public async Task SweepAsync(CancellationToken ends)
    {
        var replica = api.Engine.Replica;
        // Read first: what is complete now is not less complete when the lists are read.
        var isComplete = replica.IsComplete;
        var owners = replica.Owners;
        foreach (var owner in owners)
        {
            if (owner.Advertisement is { } list)
            {
                await TellAsync(owner, list, ends).ConfigureAwait(false);
            }
        }

        var left = Forget(owners);
        if (left || _completeTold != isComplete)
        {
            _completeTold = isComplete;
            string[] servers = [.. owners.Where(owner => owner.Advertisement is not null).Select(owner => owner.Server.Value)];
            stream.Add("complete", new ApiFollowComplete(isComplete, isComplete ? servers : null), ApiJson.Default.ApiFollowComplete);
        }

        await stream.FlushAsync(ends).ConfigureAwait(false);
    }

    private async Task TellAsync(OwnerView owner, Advertisement list, CancellationToken ends)
    {
        var now = SentOwner.Of(owner, list);
        var isKnown = _sent.TryGetValue(owner.Server, out var last);
        if (isKnown && last == now)
        {
            return;
        }

        var delta = isKnown && ReferenceEquals(last.List, list) ? null : ListDifference.Between(isKnown ? last.List : null, list);
        var frame = OwnerFrame.Make(owner, list, delta);
        stream.Add("owner", frame, ApiJson.Default.ApiOwner);
        _sent[owner.Server] = now;
        if (frame.Delta?.Length > Limits.BodyBytes / 16)
        {
            await stream.FlushAsync(ends).ConfigureAwait(false);
        }
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
