using System.Text;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// What a code covers of a request's head. The body is in it by its digest, which the claim carries (<see cref="BodyDigest"/>).
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Authority">The Host header, in lower case.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="ReplyTo">The reply-to header; empty for none.</param>
internal readonly record struct SignedRequest(string Method, string Authority, string Target, string ReplyTo)
{
    /// <summary>Lines, each of text that HTTP allows no line break in: nine in version 1 of the claim, ten in version 2.</summary>
    public byte[] ToBytes(string cluster, in MemberClaim claim) => Encoding.UTF8.GetBytes(
        $"{cluster}\n{claim.Server}\n{claim.Boot}\n{claim.Sequence}\n{claim.To}\n{Method}\n{Authority.ToLowerInvariant()}\n{Target}\n{ReplyTo}{(claim.Body is { } body ? $"\n{body}" : "")}");
}
