using Microsoft.AspNetCore.Http;
using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Receiving;

/// <summary>
/// What FIG 7's 702 does to frames, to requests (rows M5, M7): what a peer sent to this host's dedicated address is presented to the application
/// as sent to the cluster's. The original Host stands in <c>Forwarded</c> (RFC 7239). What somebody else sent there is refused, and so is, at any
/// address, a body that is not the one that the peer signed.
/// </summary>
internal sealed class PointToPointMiddleware(
    RequestDelegate next, PeerRecognition recognition, NeighbourTable table, LocalServer local, PointToPointOptions options, TimeProvider time)
{
    private readonly OwnAddresses _own = new(time);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!await recognition.HasProvenBodyAsync(context).ConfigureAwait(false))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var peer = recognition.Of(context);
        if (OwnLine(context.Connection) is { } line)
        {
            if (peer is null && options.NonPeers != NonPeerPolicy.Serve && !IsOpen(context.Request.Path))
            {
                context.Response.StatusCode = options.NonPeers == NonPeerPolicy.Forbid ? StatusCodes.Status403Forbidden : StatusCodes.Status421MisdirectedRequest;
                return;
            }

            if (peer is not null && line.Cluster is { } cluster)
            {
                Restore(context, cluster);
            }
        }

        if (peer is not null)
        {
            context.Features.Set(peer);
        }

        await next(context).ConfigureAwait(false);
    }

    /// <summary>The line by which this connection's local address is a dedicated one of this server.</summary>
    private Neighbour? OwnLine(ConnectionInfo connection) => table.Current.All.FirstOrDefault(line =>
        !line.IsGuest && line.Server == local.Server && line.Dedicated.Port == connection.LocalPort && _own.Contains(line.Dedicated.Host, connection.LocalIpAddress));

    private bool IsOpen(PathString path) => options.OpenPaths.Any(open => path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase));

    private static void Restore(HttpContext context, Endpoint cluster)
    {
        var request = context.Request;
        var restored = HostOf(cluster, request.Scheme);
        if (string.Equals(request.Host.Value, restored, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        request.Headers.Append("Forwarded", ForwardedElement.Of(context.Connection, request.Host.Value ?? "", request.Scheme));
        request.Host = new HostString(restored);
    }

    /// <summary>The default port is left out, as clients do (RFC 9110 4.2).</summary>
    private static string HostOf(Endpoint cluster, string scheme) =>
        cluster.Port == (scheme == "https" ? 443 : 80) ? (cluster with { Port = 1 }).ToString()[..^2] : cluster.ToString();
}
