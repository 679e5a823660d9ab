using System.Collections.Concurrent;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>Puts this member's claim on requests.</summary>
/// <param name="self">Who this process is and which boot of it; null while it has not opened an incarnation.</param>
/// <param name="cluster">The cluster's name.</param>
/// <param name="keys">The cluster's keys.</param>
internal sealed class MemberSigner(Func<(ServerId Server, BootId Boot)?> self, string cluster, MemberKeys keys)
{
    private readonly ConcurrentDictionary<string, Counter> _sequences = new(StringComparer.Ordinal);

    /// <summary>Whether there is a key to sign with.</summary>
    public bool HasKeys => keys.PrimaryId is not null;

    /// <summary>The header's value; null where there are no keys, or this process is no member yet.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="to">The server that is asked; null when the caller does not know which.</param>
    /// <param name="body">The body's digest (<see cref="BodyDigest"/>); null for a claim of version 1.</param>
    public string? Sign(in SignedRequest request, ServerId? to, string? body)
    {
        if (keys.PrimaryId is not { } key || self() is not { } me)
        {
            return null;
        }

        var target = to?.Value ?? MemberClaim.Anyone;
        var claim = new MemberClaim(me.Server.Value, me.Boot, _sequences.GetOrAdd(target, static _ => new Counter()).Next(), target, key, body, "");
        return keys.Code(key, request.ToBytes(cluster, claim)) is { } code ? (claim with { Code = code }).ToString() : null;
    }

    private sealed class Counter
    {
        private ulong _last;

        public ulong Next() => Interlocked.Increment(ref _last);
    }
}
