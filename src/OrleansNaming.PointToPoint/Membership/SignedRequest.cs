using System.Text;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// What a code covers. The body is not in it: streams would have to be held back until their end. Over a network where others can change
/// bytes under way use TLS, as for anything else.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Authority">The Host header, in lower case.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="ReplyTo">The reply-to header; empty for none.</param>
internal readonly record struct SignedRequest(string Method, string Authority, string Target, string ReplyTo)
{
    /// <summary>Lines, each of text that HTTP allows no line break in.</summary>
    public byte[] ToBytes(string cluster, in MemberClaim claim) => Encoding.UTF8.GetBytes(
        $"{cluster}\n{claim.Server}\n{claim.Boot}\n{claim.Sequence}\n{claim.To}\n{Method}\n{Authority.ToLowerInvariant()}\n{Target}\n{ReplyTo}");
}
