using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// Who a request is from (row M7): first the code of a cluster key, then a certificate, then, where that is switched on, the source address.
/// Judged once a request, since a sequence counts once.
/// </summary>
internal sealed class PeerRecognition(MemberVerifier verifier, NeighbourTable table, Func<ServerId, bool> isAlive, PointToPointOptions options)
{
    /// <summary>The peer, or null for an outsider. The head alone is judged: who proved itself by a key has not proven the body yet.</summary>
    public Peer? Of(HttpContext context) => JudgedOf(context).Peer;

    /// <summary>Reads the body that the code covers. False when another one came: nobody may act on it.</summary>
    public async ValueTask<bool> HasProvenBodyAsync(HttpContext context)
    {
        if (JudgedOf(context) is not { Peer: { } peer, Body: { } digest } || digest == BodyDigest.NotCovered)
        {
            return true;
        }

        context.Features.Set(new Judged(peer with { IsBodyProven = true }, null));
        return await BodyDigest.HoldsAsync(context, digest).ConfigureAwait(false);
    }

    private Judged JudgedOf(HttpContext context)
    {
        if (context.Features.Get<Judged>() is not { } judged)
        {
            context.Features.Set(judged = Judge(context));
        }

        return judged;
    }

    private Judged Judge(HttpContext context)
    {
        var request = context.Request;
        var stated = request.Headers[MemberClaim.ReplyToHeader].ToString();
        if (request.Headers.TryGetValue(MemberClaim.Header, out var claim)
            && verifier.Verify(claim, new SignedRequest(request.Method, request.Host.Value ?? "", TargetOf(context), stated)) is { } verified)
        {
            return new Judged(Make(new ServerId(verified.Server), PeerProof.Key, stated), verified.Body);
        }

        var peer = options.TrustCertificates && ByCertificate(context.Connection.ClientCertificate) is { } named ? Make(named, PeerProof.Certificate, stated) with { IsBodyProven = true }
            : options.TrustSourceAddresses && BySource(context.Connection.RemoteIpAddress) is { } at ? Make(at, PeerProof.SourceAddress, "")
            : null;
        return new Judged(peer, null);
    }

    /// <summary>As it was sent: the path has been decoded by now, and may have been cut by the application.</summary>
    private static string TargetOf(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";

    private ServerId? ByCertificate(X509Certificate2? certificate)
    {
        var suffix = options.CertificateSuffix.Length == 0 ? "" : $".{options.CertificateSuffix}";
        foreach (var name in certificate?.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames()) ?? [])
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && ServerId.TryCreate(name[..^suffix.Length].ToLowerInvariant(), out var server) && isAlive(server))
            {
                return server;
            }
        }

        return null;
    }

    /// <summary>Two servers at one address are nobody: which of them asks cannot be told.</summary>
    private ServerId? BySource(IPAddress? address)
    {
        var servers = table.Current.All
            .Where(line => line is { IsGuest: false, State: not NeighbourState.Gone } && Hosts.AreSame(line.Dedicated.Host, address))
            .Select(line => line.Server)
            .Distinct()
            .Take(2)
            .ToList();
        return servers is [var only] ? only : null;
    }

    private Peer Make(ServerId server, PeerProof proof, string stated)
    {
        var own = table.Current.All.Where(line => line.Server == server && !line.IsGuest).Select(line => line.Dedicated).ToList();
        var asStated = own.Where(endpoint => endpoint.ToString() == stated).Take(1).ToList();
        return new Peer(server, proof, asStated is [var believed] ? believed : own is [var first, ..] ? first : null);
    }

    /// <param name="Peer">Who asks.</param>
    /// <param name="Body">What the body must come to, until it was read; null for what no code covers.</param>
    private sealed record Judged(Peer? Peer, string? Body);
}
