using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// Judges claims. A caller is a member when a key of the cluster made the code, the directory shows that server alive with that very
/// boot, and the sequence is new: no clock is compared, and what was recorded cannot be sent again. Everything else is an outsider.
/// <para>
/// Known limits: a server that has just restarted is an outsider until its new list has come here; a claim for <c>*</c> (the caller did not
/// know whom it asks) can be shown once more to each other server, which then tells the listener what he has overheard already.
/// </para>
/// </summary>
/// <param name="server">Who this process is.</param>
/// <param name="cluster">The cluster's name.</param>
/// <param name="keys">The cluster's keys.</param>
/// <param name="bootOf">The boot that the directory shows of a server; null for one that is not known, hidden or left.</param>
internal sealed class MemberVerifier(ServerId server, string cluster, MemberKeys keys, Func<ServerId, BootId?> bootOf)
{
    // Bounded by the owners that the directory shows: only of those a sequence is remembered, of the last boot alone.
    private readonly ConcurrentDictionary<(ServerId From, bool ToAnyone), SeenSequences> _seen = [];

    /// <summary>The claim of whose request it is, or null. Of the body it says what to expect; it was not read yet.</summary>
    public MemberClaim? Verify(string? header, in SignedRequest request) =>
        MemberClaim.TryParse(header, out var claim)
        && ServerId.TryCreate(claim.Server, out var from)
        && (claim.To == MemberClaim.Anyone || claim.To == server.Value)
        && IsAuthentic(claim, request)
        && bootOf(from) == claim.Boot
        && SeenOf(from, claim).TryAccept(claim.Sequence)
            ? claim
            : null;

    private bool IsAuthentic(in MemberClaim claim, in SignedRequest request) =>
        keys.Code(claim.KeyId, request.ToBytes(cluster, claim)) is { } code
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes(claim.Code));

    private SeenSequences SeenOf(ServerId from, MemberClaim claim) => _seen.AddOrUpdate(
        (from, claim.To == MemberClaim.Anyone),
        static (_, boot) => new SeenSequences(boot),
        static (_, seen, boot) => seen.Boot == boot ? seen : new SeenSequences(boot),
        claim.Boot);
}
