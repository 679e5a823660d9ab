using OrleansNaming.HttpResolution;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Sending;

/// <summary>
/// Sends a request for the cluster's address to one peer (rows M6, M8; FIG 7, 700): the connection goes to that peer's dedicated endpoint,
/// while URL, Host header and TLS server name stay the cluster's, so that certificates hold and the receiver need know of nothing else. A URL
/// that no peer shares goes where it says.
/// </summary>
internal sealed class PointToPointHandler(
    NeighbourTable table, PeerChoice choice, PeerConnections peers, MemberSigner signer, LocalServer local, bool signBodies, HttpMessageInvoker elsewhere) : HttpMessageHandler
{
    public static readonly HttpRequestOptionsKey<PeerTarget> Target = new("OrleansNaming.PointToPoint.Target");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.TryGetValue(Target, out var target);
        var lines = request.RequestUri is { IsAbsoluteUri: true } url ? Behind(table.Current, url) : [];
        if (lines.Count == 0 && target is null)
        {
            return await elsewhere.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var order = choice.Order(lines, lines.Any(line => line.Dedicated.Name == request.RequestUri!.Scheme) ? request.RequestUri!.Scheme : null, target, request.RequestUri!.Authority);
        var body = order.Count > 0 && signBodies && signer.HasKeys ? await BodyDigest.OfAsync(request.Content, cancellationToken).ConfigureAwait(false) : null;
        for (var i = 0; i < order.Count; i++)
        {
            try
            {
                return await SendToAsync(order[i], request, body, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException unreachable) when (i + 1 < order.Count && IsUnsent(unreachable) && IdempotentMethods.Include(request.Method))
            {
                // No connection was made, so nothing was sent: the next one may have it.
            }
        }

        throw new HttpRequestException(HttpRequestError.NameResolutionError, Nobody(request.RequestUri, target, lines));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            peers.Dispose();
            elsewhere.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// By the shared address, else by the name (<c>http://orders</c> is the name <c>orders</c>), else by a dedicated address, which somebody has
    /// resolved already: the call goes there anyway, but as a member's.
    /// </summary>
    private static IReadOnlyList<Neighbour> Behind(NeighbourSnapshot table, Uri url) =>
        table.Behind(url.IdnHost, url.Port) is { Count: > 0 } shared ? shared
        : url.IsDefaultPort && table.Offering(url.IdnHost) is { Count: > 0 } named ? named
        : [.. table.At(url.IdnHost, url.Port).Take(1)];

    private Task<HttpResponseMessage> SendToAsync(Neighbour peer, HttpRequestMessage request, string? body, CancellationToken cancellationToken)
    {
        var replyTo = ReplyTo(peer.Name, request.RequestUri!.Scheme);
        request.Headers.Remove(MemberClaim.Header);
        request.Headers.Remove(MemberClaim.ReplyToHeader);
        if (replyTo.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(MemberClaim.ReplyToHeader, replyTo);
        }

        var authority = request.Headers.Host ?? request.RequestUri.IdnHost + (request.RequestUri.IsDefaultPort ? "" : $":{request.RequestUri.Port}");
        var signed = new SignedRequest(request.Method.Method, authority, request.RequestUri.PathAndQuery, replyTo);
        if (signer.Sign(signed, peer.IsGuest ? null : peer.Server, body) is { } claim)
        {
            request.Headers.TryAddWithoutValidation(MemberClaim.Header, claim);
        }

        return peers.SendAsync(peer.Dedicated, request, cancellationToken);
    }

    /// <summary>This process's own dedicated endpoint of the same name and port, else of any; empty when it offers nothing.</summary>
    private string ReplyTo(string name, string port)
    {
        Endpoint? found = null;
        foreach (var line in table.Current.All)
        {
            if (line.Server == local.Server && !line.IsGuest && (found is null || (line.Name == name && line.Dedicated.Name == port)))
            {
                found = line.Dedicated;
            }
        }

        return found?.ToString() ?? "";
    }

    private static bool IsUnsent(HttpRequestException failure) => failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static string Nobody(Uri url, PeerTarget? target, IReadOnlyList<Neighbour> lines) =>
        $"no peer{(target?.Server is { } server ? $" '{server}'" : "")} is known behind {url.Authority}: "
        + (lines.Count == 0 ? "does it offer a cluster endpoint of that address and a dedicated one? See 'naming neigh'" : $"there are {string.Join(", ", lines.Select(line => $"{line.Server} ({line.State})"))}");
}
