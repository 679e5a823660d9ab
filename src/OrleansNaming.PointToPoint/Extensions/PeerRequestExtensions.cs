using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.PointToPoint.Sending;

namespace System.Net.Http;

/// <summary>Says which peer a request is for.</summary>
public static class PeerRequestExtensions
{
    /// <summary>Sends this request to that server, at its dedicated endpoint, and to no other.</summary>
    /// <param name="request">A request whose URL is the cluster's, sent by a client with <c>AddPointToPoint()</c>.</param>
    /// <param name="server">The server's name, or a guest's instance id.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage ToPeer(this HttpRequestMessage request, string server)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(server);
        request.Options.Set(PointToPointHandler.Target, new PeerTarget(server, null));
        return request;
    }

    /// <summary>Calls a caller back (row M8): at the endpoint that it stated, and no other replica behind the shared address.</summary>
    /// <inheritdoc cref="ToPeer(HttpRequestMessage, string)"/>
    /// <param name="request">A request whose URL is the cluster's, sent by a client with <c>AddPointToPoint()</c>.</param>
    /// <param name="caller">The caller, from <c>HttpContext.GetPeer()</c>.</param>
    public static HttpRequestMessage ToPeer(this HttpRequestMessage request, Peer caller)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        request.Options.Set(PointToPointHandler.Target, new PeerTarget(caller.Server.Value, caller.ReplyTo));
        return request;
    }
}
